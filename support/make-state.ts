import { copyFileSync, linkSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { idsFromNames } from "../src/bulk/names.js";
import { DurableObjectNamespace } from "../src/namespace/namespace.js";

/** The namespace of the folder. */
export const UNIQUE_KEY = "my-worker-ChatRoom";

/** A small object in a runtime's state: all its data is in its WAL. */
const TEMPLATE =
  "test/local/fixtures/5.20261117.0-beta/state/do/my-worker-ChatRoom/abd6504224beda813dc7b33bd0ed22c8653483ff2ae1b8abfa39d825b84c19b9.sqlite";

/** A file system allows 65,000 links to a file, or a little less. */
const LINKS = 10_000;

/**
 * Makes a state directory with many objects, for measurements. The files are links to few, so that making them takes
 * seconds and hardly any space; a scan opens each of them all the same.
 * @returns the IDs, sorted
 */
export function makeState(state: string, count: number): string[] {
  const folder = join(state, "do", UNIQUE_KEY);
  mkdirSync(folder, { recursive: true });
  const names = Array.from({ length: count }, (_, i) => `room-${i}`);
  const ids = idsFromNames(new DurableObjectNamespace({ uniqueKey: UNIQUE_KEY }), names);
  for (const end of ["", "-wal"]) {
    let source = "";
    for (const [i, id] of ids.entries()) {
      const file = join(folder, `${id}.sqlite${end}`);
      if (i % LINKS !== 0) linkSync(source, file);
      else {
        copyFileSync(TEMPLATE + end, file);
        source = file;
      }
    }
  }
  return ids.sort();
}
