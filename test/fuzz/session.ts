import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { SeededRandom } from "../../support/random.js";
import { Coverage } from "./coverage.js";
import { CurrentInput } from "./current-input.js";
import { havoc } from "./havoc.js";
import type { Attempts, Target } from "./target.js";

/** The package: targets may change the working directory. */
const ROOT = process.cwd();
/** Inputs that are kept in the repository: a folder for each target. */
const CORPUS = resolve("test/fuzz/corpus");
/** Where inputs go for which something didn't hold, and the one that is tried now, in case that ends the process. */
const FINDINGS = resolve("build/fuzz");
/** In memory where the system has such a folder: most of a run's time would go into waiting for a disk. */
const SCRATCH = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
/** The most inputs that are kept in memory to be changed; later ones take the places of earlier ones. */
const KEPT = 500;
/** Runs between two looks at the coverage: one takes about 2 ms. A number, not a time, so that a seed repeats a session. */
const LOOK = 8;

/** How far a session has come. */
export interface Progress {
  readonly runs: number;
  readonly records: number;
  /** Inputs that were kept to be changed, because one of them reached new code. */
  readonly kept: number;
}

/** An input for which something doesn't hold. */
export class Finding extends Error {
  constructor(name: string, path: string, cause: unknown) {
    const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    super(`${name}: ${text}\nrepeat: npm run fuzz -- --target ${name} --input ${relative(ROOT, path)}`, { cause });
    this.name = "Finding";
  }
}

/** The inputs that the repository keeps for a target. */
export function corpusOf(name: string): Uint8Array[] {
  const folder = join(CORPUS, name);
  return existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .map((file) => readFileSync(join(folder, file)))
    : [];
}

/** The file for the input that is tried now: see current-input.ts. */
export const currentPath = (name: string): string => join(FINDINGS, `${name}.current`);

/** Opens a target in a folder of its own while it is used. */
export async function withTarget<Result>(
  { open }: Target,
  use: (attempts: Attempts) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(SCRATCH, "durable-id-fuzz-"));
  const before = process.cwd();
  try {
    return await use(await open(folder));
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Tries the corpus, then inputs that are made or changed at random; those that reach new code are changed again.
 * @param isOver asked after each run
 * @throws Finding for the first input for which something doesn't hold
 */
export async function fuzz(target: Target, seed: string, isOver: (progress: Progress) => boolean): Promise<Progress> {
  mkdirSync(FINDINGS, { recursive: true });
  const current = new CurrentInput(currentPath(target.name));
  const coverage = target.takesSeeds ? undefined : await Coverage.start();
  try {
    return await fuzzWith(target, seed, isOver, current, coverage);
  } finally {
    coverage?.stop();
    current.close();
  }
}

function fuzzWith(
  target: Target,
  seed: string,
  isOver: (progress: Progress) => boolean,
  current: CurrentInput,
  coverage: Coverage | undefined,
): Promise<Progress> {
  const { name } = target;
  return withTarget(target, async (attempts) => {
    const corpus = corpusOf(name);
    const pool = [...corpus];
    let records = 0;
    let recent: Uint8Array[] = [];
    for (let runs = 0, kept = 0; ; runs++) {
      const progress = { runs, records, kept };
      if (isOver(progress)) return progress;
      const random = new SeededRandom(`${seed} ${name} ${runs}`);
      const input = runs < corpus.length ? corpus[runs] : nextInput(random, attempts, pool);
      current.write(input);
      records += await tryInput(name, attempts, input);
      if (coverage === undefined || recent.push(input) < LOOK) continue;
      if (await coverage.grew()) {
        for (const each of recent) pool[pool.length < KEPT ? pool.length : random.below(KEPT)] = each;
        kept += recent.length;
      }
      recent = [];
    }
  });
}

function nextInput(random: SeededRandom, attempts: Attempts, pool: readonly Uint8Array[]): Uint8Array {
  if (pool.length === 0 || random.below(3) === 0) return attempts.generate(random);
  const chosen = random.pick(pool);
  return attempts.mutate === undefined ? havoc(random, chosen) : attempts.mutate(random, chosen);
}

/** Runs one input. @returns its records @throws Finding, its input written to a file */
async function tryInput(name: string, attempts: Attempts, input: Uint8Array): Promise<number> {
  try {
    return (await attempts.run(input)) ?? 0;
  } catch (error) {
    throw new Finding(name, keepInput(name, input), error);
  }
}

/** Writes an input to a file of its own. @returns its path */
export function keepInput(name: string, input: Uint8Array): string {
  const path = join(FINDINGS, `${name}-${createHash("sha256").update(input).digest("hex").slice(0, 12)}`);
  writeFileSync(path, input);
  return path;
}
