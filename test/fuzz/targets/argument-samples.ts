import { FOREIGN, ROOMS, VALID } from "../samples.js";

/** What standard input holds. */
export const INPUT: string = [...VALID, FOREIGN, "bad", ""].join("\n");

const CONFIGURATION = { name: "my-worker", durable_objects: { bindings: [{ name: "ROOMS", class_name: "ChatRoom" }] } };

/** The files of the folder that a run works in. */
export const FILES: Readonly<Record<string, string | Uint8Array>> = {
  "ids.txt": INPUT,
  "ids.csv": `id,n\n${INPUT.replaceAll("\n", ",1\n")},1\n`,
  "ids.jsonl": VALID.map((id) => JSON.stringify({ id })).join("\n"),
  "ids.json": JSON.stringify(VALID.map((id) => ({ id }))),
  "a.key": new Uint8Array(32).fill(7),
  "wrangler.jsonc": JSON.stringify(CONFIGURATION),
  token: "0123456789abcdef0123456789abcdef\n",
  "old.txt": "an earlier output",
};

/** The inputs among the files, and standard input. */
export const INPUTS: readonly string[] = ["ids.txt", "ids.csv", "ids.jsonl", "ids.json", "-"];

/** Any arguments. */
export const VALUES: readonly string[] = [
  ...[...Object.keys(FILES), "new.txt", "new.db", "no/such", "state", ".", "-", "", ROOMS, VALID[0]],
  ...[FOREIGN.toUpperCase(), "é", "\ud800", "9".repeat(20), ";", "\t"],
  ..."my-worker ChatRoom eu lobby id text csv jsonl json 0 1 3 -1 1e3 0.5% many postgres mysql bash".split(" "),
];

/** Values that options of these names accept, so that not all runs end at the first argument. */
export const FITTING: readonly (readonly [flag: RegExp, values: readonly string[]])[] = [
  [/^--(unique-key|celld)$/, [ROOMS, "other"]],
  [/^--key-file$/, ["a.key"]],
  [/^--config$/, ["wrangler.jsonc"]],
  [/^--class$/, ["ChatRoom"]],
  [/^--jurisdiction$/, ["eu"]],
  [/^--db$/, ["new.db"]],
  [/^--(repair-limit|samples|min-records|jobs|checkpoint-every|unique|max-invalid)$/, ["1", "3", "10"]],
  [/^--(field|column|table|name)$/, ["id", "n"]],
  [
    /^--(output|(in)?valid|invalid-records|repairs|report|junit|checkpoint|both|.*-only|params)$/,
    ["new.txt", "b.txt", "old.txt"],
  ],
];
