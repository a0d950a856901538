import type { RecordFormat } from "../../src/engine/scan/types.js";
import type { PreparedNamespace } from "../../src/engine/types.js";

/** A file as a session store would write it. */
export interface Shape {
  readonly name: string;
  readonly format: RecordFormat;
  readonly input: Uint8Array;
}

/** Records of session stores in every format. Every record has an ID of the namespace. */
export function makeShapes(records: number, namespace: PreparedNamespace): Shape[] {
  const ids = namespace.namedAll(
    Array.from({ length: records }, (_, i) => `session ${i}`),
    0,
  );
  const join = (write: (id: string, i: number) => string, [before, between, after] = ["", "\n", "\n"]) =>
    Buffer.from(before + ids.map(write).join(between) + after);
  const user = (i: number) => `user-${100_000 + (i % 900_000)}`;
  const json = (id: string, i: number) =>
    `{"session_id":"${id}","user":"${user(i)}","created":${1_700_000_000 + i},"ip":"203.0.113.${100 + (i % 100)}","active":true}`;
  const comma = 0x2c;
  return [
    { name: "text", format: { format: "text" }, input: join((id) => id) },
    {
      name: "csv, 4 columns, one quoted",
      format: { format: "csv", delimiter: comma, column: 1 },
      input: join((id, i) => `${1_700_000_000 + i},${id},"Example, ${user(i)}",203.0.113.${100 + (i % 100)}`),
    },
    { name: "csv, 1 column", format: { format: "csv", delimiter: comma, column: 0 }, input: join((id) => id) },
    { name: "jsonl, a member", format: { format: "jsonl", field: "session_id" }, input: join(json) },
    {
      name: "jsonl, nested",
      format: { format: "jsonl", field: "session.id" },
      input: join(
        (id, i) => `{"user":"${user(i)}","session":{"created":${1_700_000_000 + i},"id":"${id}"},"tags":["a","b"]}`,
      ),
    },
    {
      name: "jsonl, an escape in each value",
      format: { format: "jsonl", field: "session_id" },
      input: join((id, i) => json(`\\u00${id.charCodeAt(0).toString(16)}${id.slice(1)}`, i)),
    },
    {
      name: "json array",
      format: { format: "json", field: "session_id" },
      input: join(json, ["[\n", ",\n", "\n]\n"]),
    },
  ];
}
