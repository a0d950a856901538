import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listOldDatabases, localObject, type ScannedObject, scanState } from "../../../../src/local.js";
import { npm } from "../../../../support/packed/npm.js";
import { listingOf } from "../../../local/listing.js";
import { UNIQUE_KEYS, type Written, type WrittenObject, writeState } from "../../../local/miniflare/write-state.js";
import { inWords } from "../../probe.js";
import { isBefore } from "../judge.js";
import type { Answer, Subject } from "../subject.js";

/** What objects do, and their names; see writer.mjs. */
const NAMES = ["idle", "lobby", "emptied", "alarmed", "disarmed", "tabled", "dropped"];

/** What the writer's other bindings are kept as. */
const OTHERS = [
  localObject({ kind: "d1", id: "11111111-2222-3333-4444-555555555555" }),
  localObject({ kind: "kv", id: "kv-id" }),
  localObject({ kind: "r2", id: "bucket" }),
  localObject({ kind: "cache" }),
  localObject({ kind: "cache", name: "assets" }),
].map(({ path }) => path);

/** Miniflare's state folders: what `scan` says of them, and where everything is. */
export const miniflare: Subject = {
  async newest() {
    // The newest are pre-releases, which no tag of npm names.
    const versions = JSON.parse(npm(".", "view", "miniflare", "versions", "--json")) as string[];
    return versions.reduce((newest, version) => (isBefore(newest, version) ? version : newest));
  },
  async ask(version) {
    const folder = mkdtempSync(join(tmpdir(), "durable-id-miniflare-"));
    const state = join(folder, "state");
    try {
      return await answersOf(state, await writeState(version, state, NAMES, true));
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

async function answersOf(state: string, written: Written): Promise<Answer[]> {
  const before = listingOf(state);
  const found = await scan(state);
  const named = await scan(state, NAMES);
  const isUntouched = inWords(listingOf(state)) === inWords(before);
  const others = found.filter(({ plugin }) => plugin !== "do");
  const old = await listOldDatabases(state);
  const ids = (objects: readonly { id: string }[]) => objects.map(({ id }) => id).sort();
  return [
    answer("a scan leaves the folder as it was", true, isUntouched),
    answer(
      "every object is found, and no other",
      ids(written.objects),
      ids(found.filter(({ plugin }) => plugin === "do")),
    ),
    answer("all are valid", [], ids(found.filter(({ isValid }) => !isValid))),
    answer(
      "all can be read",
      [],
      found.flatMap(({ fault }) => fault ?? []),
    ),
    answer("where D1, KV, R2 and caches are", OTHERS.toSorted(), others.map(({ path }) => path).sort()),
    answer("databases in the old layout", [], old.map(({ path }) => path).sort()),
    ...written.objects.flatMap((object, i) => answersOfObject(object, isUnique(written, i), found, named)),
  ];
}

/** What is known of one object. */
function answersOfObject(
  { binding, name, id }: WrittenObject,
  isUnique: boolean,
  found: readonly ScannedObject[],
  named: readonly ScannedObject[],
): Answer[] {
  const uniqueKey = UNIQUE_KEYS[binding];
  const kind = binding === "BOARDS" ? "with SQLite" : "without SQLite";
  const what = `${isUnique ? "a unique ID" : name} ${kind}`;
  const scanned = found.find((object) => object.id === id);
  const givenNames = named.find((object) => object.id === id);
  const isStored = name === "lobby" || name === "alarmed" || (name === "tabled" && binding === "BOARDS");
  const isNamed = !isUnique && (binding === "BOARDS" || name === "alarmed");
  return [
    answer(`${what}: file`, `do/${uniqueKey}/${id}.sqlite`, scanned?.path),
    answer(`${what}: stored data`, isStored, scanned?.hasStoredData),
    answer(`${what}: name on disk`, isNamed ? name : undefined, scanned?.name),
    answer(`${what}: name, if it is given`, isUnique ? undefined : name, givenNames?.name),
  ];
}

/** Whether an object's ID is a unique one: its name was used before. */
function isUnique({ objects }: Written, index: number): boolean {
  const { binding, name } = objects[index];
  return objects.slice(0, index).some((object) => object.binding === binding && object.name === name);
}

function answer(question: string, expected: unknown, actual: unknown): Answer {
  return { question, expected: inWords(expected), answer: inWords(actual) };
}

async function scan(state: string, names: readonly string[] = []): Promise<ScannedObject[]> {
  const found: ScannedObject[] = [];
  for await (const object of scanState(state, { names })) found.push(object);
  return found;
}
