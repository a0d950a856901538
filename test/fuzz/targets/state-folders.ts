import { cpSync, lstatSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { StateDirectory } from "../../../src/directory.js";
import type { SeededRandom } from "../../../support/random.js";
import { cli } from "../../cli/in-process.js";
import { requireExitCode } from "../exit.js";
import { differences, readFolder } from "../folder.js";
import { havoc } from "../havoc.js";
import { type Json, jsonBytes, mutateJson, parseJson } from "../json.js";
import { requireCodedLater, requireSame } from "../require.js";
import type { Target } from "../target.js";

const FIXTURES = resolve("test/local/fixtures");
const NAMES = [
  "x",
  "do",
  "do/my-worker-ChatRoom",
  `do/a/${"0".repeat(64)}.sqlite`,
  "do/a-b/metadata.sqlite",
  "kv/x/db.sqlite",
];
/** Long ago: a file that has just changed is waited for. */
const MODIFIED = new Date(1000);

/** What an input does to a copy of a fixture: new contents for files, none for those that are removed. */
interface Damage {
  readonly release: string;
  readonly files: Readonly<Record<string, string | null>>;
}

/** A damaged state folder is scanned, located in and listed, or refused with a coded error; and nothing in it is written. */
export const stateFolders: Target = {
  name: "state-folders",
  open(folder) {
    const releases = readdirSync(FIXTURES).filter((name) => lstatSync(join(FIXTURES, name)).isDirectory());
    const files = new Map(releases.map((release) => [release, readFolder(join(FIXTURES, release, "state"))]));
    const state = join(folder, "state");
    return {
      generate(random) {
        const release = random.pick(releases);
        const paths = [...(files.get(release)?.keys() ?? [])];
        const changed = Array.from({ length: 1 + random.below(3) }, (): [string, string | null] => {
          const path = random.pick(random.below(6) === 0 ? NAMES : paths);
          const bytes = files.get(release)?.get(path) ?? random.bytes(20);
          return [path, random.below(8) === 0 ? null : hexOf(havoc(random, bytes))];
        });
        return jsonBytes({ release, files: Object.fromEntries(changed) });
      },
      mutate,
      async run(input) {
        const damage = parseJson(input) as unknown as Partial<Damage> | undefined;
        const sound = files.get(String(damage?.release));
        if (sound === undefined) return undefined;
        rmSync(state, { recursive: true, force: true });
        cpSync(join(FIXTURES, String(damage?.release), "state"), state, { recursive: true });
        for (const [path, hex] of Object.entries(damage?.files ?? {})) put(join(state, path), hex);
        for (const path of readFolder(state).keys()) utimesSync(join(state, path), MODIFIED, MODIFIED);
        const before = readFolder(state);
        for (const argv of [
          ["scan", state, "--json"],
          ["scan", state],
          ["locate", "do", "my-worker-ChatRoom", "lobby", "--state", state],
        ]) {
          requireExitCode(await cli(argv), [0, 1, 2]);
        }
        await requireCodedLater(() => listAll(state));
        requireSame(differences(before, readFolder(state)).join(), "");
        return undefined;
      },
    };
  },
};

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** Changes one of the files further, as bytes; or anything, if none has bytes. */
function mutate(random: SeededRandom, input: Uint8Array): Uint8Array {
  const damage = (parseJson(input) ?? {}) as Partial<Damage>;
  const files = Object.entries(damage.files ?? {}).filter(([, hex]) => typeof hex === "string");
  if (files.length === 0) return jsonBytes(mutateJson(random, damage as Json));
  const [path, hex] = random.pick(files);
  return jsonBytes({
    ...damage,
    files: { ...damage.files, [path]: hexOf(havoc(random, Buffer.from(String(hex), "hex"))) },
  } as Json);
}

/** Writes or removes a file; a path that leads elsewhere, or to where no file can be, is left out. */
function put(path: string, hex: unknown): void {
  try {
    if (path.includes("..") || path.includes("\0")) return;
    rmSync(path, { recursive: true, force: true });
    mkdirSync(dirname(path), { recursive: true });
    if (typeof hex === "string") writeFileSync(path, Buffer.from(hex, "hex"));
  } catch {
    // A file where a folder would have to be.
  }
}

async function listAll(state: string): Promise<void> {
  await using directory = await StateDirectory.open(state, { onFault: () => undefined });
  const { namespaces } = await directory.namespaces({ page: 1, perPage: 100 });
  for (const { id } of namespaces) {
    await directory.objects(id, { limit: 100 });
    await directory.count(id);
  }
}
