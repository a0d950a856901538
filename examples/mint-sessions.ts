import { DurableObjectNamespace } from "../src/index.js";
import { withWorkerd } from "../support/workerd/runtime.js";
import type { MintAnswer, MintQuestion } from "../test/conformance/questions.js";
import { nameOf, ROWS, sessionsCsv } from "./sessions.js";

/** The keys of the two namespaces of the store. */
export const SESSION_KEYS = ["chat-ChatRoom", "chat-Presence"] as const;
/** The key of a deleted namespace, of which some IDs are still stored. */
const GONE_KEY = "chat-Lobby";

/**
 * The text of `sessions.csv`, with IDs minted by a real workerd. All of them come from names: IDs of `newUniqueId` look
 * the same, but would differ each time.
 */
export async function mintSessionsCsv(): Promise<string> {
  const names = Array.from({ length: ROWS }, (_, row) => nameOf(row));
  const namespaces = [...SESSION_KEYS, GONE_KEY].map((uniqueKey, i) => ({ binding: `space${i}`, uniqueKey }));
  const answers = await withWorkerd({ entry: "test/conformance/worker.ts", namespaces }, (workerd) =>
    workerd.ask<MintAnswer[]>(
      "/mint",
      namespaces.map(({ binding }): MintQuestion => ({ binding, names, unique: 0, strings: [] })),
    ),
  );
  const minted = answers.map(({ named }) => new Map(names.map((name, i) => [name, named[i] as string])));
  const idOf = (which: number, name: string) => minted[which]?.get(name) as string;
  // workerd has no jurisdictions, so only these IDs are this library's own.
  const rooms = new DurableObjectNamespace({ uniqueKey: SESSION_KEYS[0] });
  return sessionsCsv({
    own: idOf,
    gone: (name) => idOf(SESSION_KEYS.length, name),
    jurisdictional: (jurisdiction, name) => String(rooms.jurisdiction(jurisdiction).idFromName(name)),
  });
}
