import { stat } from "node:fs/promises";
import { join } from "node:path";
import { isUnnamedWorker } from "../../local/kinds.js";
import { type LocalObjectOptions, localObject } from "../../local/object.js";
import { hasCode, systemReason } from "../../system/errors.js";
import { quote } from "../../text/printable.js";
import { CliError } from "../errors.js";
import { ExitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import type { KeyChoice, KeySource } from "../key-source.js";
import { requireKey } from "../keys.js";

/** Options of `locate`. */
export interface LocateOptions extends KeyChoice {
  /** The state folder. */
  readonly state: string;
  /** The ID of a Durable Object, as an alternative to its name. */
  readonly id?: string | undefined;
}

/** The kinds of objects, with the usage of their arguments. */
export const KINDS: Readonly<Record<string, string>> = {
  do: "do UNIQUE-KEY NAME, or do UNIQUE-KEY --id ID; omit UNIQUE-KEY if options name the class",
  d1: "d1 DATABASE-ID",
  kv: "kv NAMESPACE-ID",
  r2: "r2 BUCKET",
  cache: "cache, or cache NAME",
  workflow: "workflow NAME INSTANCE-ID",
  "secrets-store": "secrets-store STORE-ID",
  images: "images",
  stream: "stream",
  flagship: "flagship APP-ID",
  ratelimit: "ratelimit NAMESPACE-ID",
  observability: "observability",
  artifacts: "artifacts NAMESPACE",
};

/** `locate KIND NAME…`: prints the path of the object's file, whether it exists or not. */
export async function locate(
  kind: string,
  names: readonly string[],
  keys: readonly KeySource[],
  options: LocateOptions,
  io: Io,
): Promise<ExitCode> {
  const { path, uniqueKey } = localObject(
    describe(kind, [...(await keyArgument(kind, keys, options)), ...names], options.id),
  );
  const file = join(options.state, path);
  await io.stdout.write(`${file}\n`);
  if (kind === "do" && isUnnamedWorker(uniqueKey)) await io.stderr.write(`durable-id: ${UNNAMED}\n`);
  if (await isFile(file)) return ExitCode.valid;
  await io.stderr.write(
    "durable-id: no such file: the object never ran, or its state is in another folder (--state)\n",
  );
  return ExitCode.invalid;
}

/** The unique key, if it is given by options instead of an argument. */
async function keyArgument(kind: string, keys: readonly KeySource[], options: LocateOptions): Promise<string[]> {
  const { env, worker, class: className } = options;
  if (keys.length === 0 && (env ?? worker ?? className) === undefined) return [];
  if (kind !== "do") throw new CliError("--celld, --config, --env, --worker and --class can only be used with kind do");
  const key = await requireKey(keys, options);
  return "uniqueKey" in key ? [key.uniqueKey] : [];
}

const UNNAMED =
  "the Worker of this key has no name: wrangler gives it a new UUID at every start, so the object can't be found again";

function describe(kind: string, names: readonly string[], id: string | undefined): LocalObjectOptions {
  const usage = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (usage === undefined) {
    throw new CliError(`unknown kind ${quote(kind)}: must be one of ${Object.keys(KINDS).join(", ")}`);
  }
  const [first, second] = names;
  if (id !== undefined && kind !== "do") throw new CliError("--id can only be used with kind do");
  if (kind === "cache" && names.length <= 1) return { kind, name: first };
  if (names.length === 0 && (kind === "images" || kind === "stream" || kind === "observability")) return { kind };
  if (first !== undefined && second === undefined) {
    if (kind === "d1" || kind === "kv" || kind === "r2" || kind === "secrets-store") return { kind, id: first };
    if (kind === "flagship" || kind === "ratelimit" || kind === "artifacts") return { kind, id: first };
    if (kind === "do" && id !== undefined) return { kind, uniqueKey: first, id };
  }
  if (first !== undefined && second !== undefined && names.length === 2 && id === undefined) {
    if (kind === "do") return { kind, uniqueKey: first, name: second };
    if (kind === "workflow") return { kind, name: first, id: second };
  }
  throw new CliError(`wrong arguments for ${kind}: expected ${usage}`);
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (hasCode(error, "ENOENT") || hasCode(error, "ENOTDIR")) return false;
    throw new CliError(`can't read ${quote(path)}: ${systemReason(error)}`);
  }
}
