import type { LabelledNamespace } from "../../src/check/index.js";
import { DurableObjectNamespace, idsFromNames, type Reason } from "../../src/index.js";
import type { SeededRandom } from "../../support/random.js";

/** What a record is expected to be. */
export type Expected = "valid" | Reason;

/** The formats in which a record can be damaged. */
export type DamagedFormat = "text" | "csv" | "jsonl" | "json";

/** A record and what it is expected to be. */
export interface DamagedRecord {
  readonly expected: Expected;
  readonly bytes: Buffer;
}

const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
const carts = new DurableObjectNamespace({ uniqueKey: "my-worker-Cart" });
const eu = rooms.jurisdiction("eu");

/** The namespaces under which the records are what they are expected to be. */
export const NAMESPACES: readonly LabelledNamespace[] = [{ label: "rooms", namespace: eu }];

const names = Array.from({ length: 500 }, (_, i) => `room-${i}`);
const VALID = idsFromNames(eu, names);
const FOREIGN = idsFromNames(carts, names);
const OTHER_JURISDICTIONS = [...idsFromNames(rooms, names), ...idsFromNames(rooms.jurisdiction("us"), names)];
/** Until `check` searches for the ID that was mistyped, it doesn't know that there is one. */
const MISTYPED: Expected = "unknown";

const DIGITS = "0123456789abcdef";
const LOOK_ALIKES = ["O", "l", "I", "\u0430", "\u0435", "\uff17", "\uff21", "|", "\u00e9", "g", "?"];

type Make = (random: SeededRandom, id: string) => string;

/** Texts that are stored where an ID should be. Each of them is made of a valid ID. */
const TEXTS: readonly (readonly [expected: Expected, make: Make])[] = [
  ["valid", (random, id) => (random.below(4) === 0 ? id.toUpperCase() : id)],
  ["unknown", (random) => random.pick(FOREIGN)],
  ["unknown", (random) => Buffer.from(random.bytes(32)).toString("hex")],
  [MISTYPED, (random, id) => withCharacter(random, id, (digit) => random.pick([...DIGITS].filter((c) => c !== digit)))],
  ["jurisdiction", (random) => random.pick(OTHER_JURISDICTIONS)],
  ["empty", () => ""],
  ["null-word", (random) => random.pick(["null", "NULL", "undefined", "NaN", "None", "nil", "\\N"])],
  ["truncated", (random, id) => id.slice(0, 1 + random.below(63))],
  ["truncated", (random) => String(random.below(2 ** 32))],
  ["too-long", (random, id) => id + id.slice(0, 1 + random.below(64))],
  ["whitespace", (random, id) => id + random.pick([" ", "\t", "\u00a0", "\u200b", "\ufeff"])],
  ["whitespace", (random, id) => `${random.pick([" ", "\t", "\u3000"])}"${id}"`],
  ["quoted", (random, id) => random.pick(['"', "'", "`"]).concat(id, random.pick(['"', "'", "`"]))],
  ["quoted", (_, id) => `\u201c${id}\u201d`],
  ["prefixed", (random, id) => random.pick(["0x", "0X", "\\x"]) + id],
  ["separators", (random, id) => (id.match(/.{8}/g) ?? []).join(random.pick(["-", " ", ":", "\u2013"]))],
  ["separators", (random, id) => insert(random, id, random.pick(["\u200b", "-", " "]))],
  ["uuid", (random) => uuidOf(random)],
  ["base64", (_, id) => Buffer.from(id, "hex").toString("base64")],
  ["base64", (_, id) => Buffer.from(id, "hex").toString("base64url")],
  [
    "other-text",
    (random, id) => random.pick(["lobby", "user@example.com", `room/${id}`, `${id};`, "\ufffd", "x".repeat(300)]),
  ],
  ["not-hex", (random, id) => withCharacter(random, id, () => random.pick(LOOK_ALIKES))],
];

/**
 * A record of a random kind that its format can have.
 * @param number goes into the other fields of the record
 */
export function damagedRecord(format: DamagedFormat, random: SeededRandom, number: number): DamagedRecord {
  const special = random.below(TEXTS.length + SPECIALS[format].length) - TEXTS.length;
  if (special >= 0) return SPECIALS[format][special](number);
  const [expected, make] = random.pick(TEXTS);
  const text = make(random, random.pick(VALID));
  return { expected, bytes: WRITERS[format](number, Buffer.from(text), random) };
}

/** A record that is longer than any that is read. */
export function longRecord(format: DamagedFormat): DamagedRecord {
  const length = format === "text" ? 64 * 1024 + 1 : 4 * 1024 * 1024;
  const bytes = WRITERS[format](0, Buffer.alloc(length, "a"), undefined);
  return { expected: "record-too-long", bytes };
}

/** Puts a value, which is UTF-8 or not, into a record. */
const WRITERS: Readonly<
  Record<DamagedFormat, (number: number, value: Buffer, random: SeededRandom | undefined) => Buffer>
> = {
  text: (_, value) => value,
  csv: (number, value, random) => {
    const quoted = value.includes('"') || value.includes(",") || random?.below(3) === 0;
    const field = quoted ? `"${value.toString("latin1").replaceAll('"', '""')}"` : value.toString("latin1");
    return Buffer.from(`${number},"a, ""b""\n",${field}`, "latin1");
  },
  jsonl: writeJson,
  json: writeJson,
};

function writeJson(number: number, value: Buffer, random: SeededRandom | undefined): Buffer {
  const text = value.toString("latin1").replace(/["\\\t]/g, (char) => JSON.stringify(char).slice(1, -1));
  const escaped = random?.below(4) === 0 && /^[!#-[\]-~]+$/.test(text) ? escapeFirst(text) : text;
  return Buffer.from(`{"n":${number},"user":{"id":"${escaped}"}}`, "latin1");
}

function escapeFirst(text: string): string {
  return `\\u00${text.charCodeAt(0).toString(16)}${text.slice(1)}`;
}

const NOT_UTF8 = [Buffer.from("caf\xe9", "latin1"), Buffer.from(`${VALID[0].slice(1)}\xff`, "latin1")];

function notUtf8(format: DamagedFormat): (number: number) => DamagedRecord {
  return (number) => ({
    expected: "not-utf8",
    bytes: WRITERS[format](number, NOT_UTF8[number % NOT_UTF8.length], undefined),
  });
}

const json = (expected: Expected, text: string) => () => ({ expected, bytes: Buffer.from(text) });
const JSON_SPECIALS = [
  json("null-word", '{"user":{"id":null}}'),
  json("other-text", '{"user":{"id":42}}'),
  json("other-text", '{"user":{"id":["a",{"b":null}]}}'),
  json("missing", '{"user":{}}'),
  json("missing", "[]"),
];

/** Records that are damaged in a way of their format. */
const SPECIALS: Readonly<Record<DamagedFormat, readonly ((number: number) => DamagedRecord)[]>> = {
  text: [notUtf8("text")],
  csv: [notUtf8("csv"), (number) => ({ expected: "missing", bytes: Buffer.from(`${number},short`) })],
  jsonl: [
    notUtf8("jsonl"),
    ...JSON_SPECIALS,
    json("bad-json", '{"user":{"id":"'),
    json("bad-json", ""),
    json("bad-json", "{'user':1}"),
  ],
  json: [notUtf8("json"), ...JSON_SPECIALS],
};

function withCharacter(random: SeededRandom, id: string, change: (digit: string) => string): string {
  const position = random.below(id.length);
  return id.slice(0, position) + change(id[position]) + id.slice(position + 1);
}

function insert(random: SeededRandom, id: string, character: string): string {
  const position = 1 + random.below(id.length - 1);
  return id.slice(0, position) + character + id.slice(position);
}

function uuidOf(random: SeededRandom): string {
  const digits = Buffer.from(random.bytes(16)).toString("hex");
  const uuid = digits.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  return random.pick([uuid, uuid.toUpperCase(), `{${uuid}}`, `urn:uuid:${uuid}`]);
}
