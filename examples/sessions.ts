/** The rows of `sessions.csv`: a plausible session store after some years, made from a seed and IDs. */
import { SeededRandom } from "../support/random.js";

/** Faults and peculiarities of IDs, with the number of rows. */
const ODD_IDS = {
  upperCase: 120,
  jurisdictionEu: 90,
  jurisdictionUs: 40,
  otherNamespace: 70,
  truncated: 60,
  oneDigitOff: 50,
  whiteSpace: 45,
  swappedDigits: 40,
  empty: 40,
  uuid: 30,
  nothingAsText: 30,
  hexPrefix: 25,
} as const;

type Kind = keyof typeof ODD_IDS | "plain";

/** The number of rows, without the header. */
export const ROWS = 10_000;

/** The sources of IDs. Each always gives the same ID for the same name. */
export interface Minter {
  /** IDs of the store's two namespaces; `which` selects one. */
  own(which: number, name: string): string;
  /** An ID of a deleted namespace. */
  gone(name: string): string;
  /** An ID of the first namespace in a jurisdiction. */
  jurisdictional(jurisdiction: string, name: string): string;
}

/** The name for the ID of a row. */
export function nameOf(row: number): string {
  return `session-${String(row).padStart(5, "0")}`;
}

/** The whole file with its header. The same IDs give the same text. */
export function sessionsCsv(minter: Minter): string {
  const random = new SeededRandom(20_261_117);
  const odd = Object.entries(ODD_IDS).flatMap(([kind, count]) => Array.from({ length: count }, () => kind as Kind));
  const rows = shuffled(
    random,
    Array.from({ length: ROWS }, (_, i) => odd[i] ?? "plain"),
  );
  const lines = rows.map((kind, i) => [sessionId(random, kind, minter, nameOf(i)), ...restOfRow(random)]);
  const header = ["session_id", "user", "created_at", "last_seen", "plan", "region", "note"];
  return [header, ...lines].map((fields) => `${fields.map(csvField).join(",")}\n`).join("");
}

function sessionId(random: SeededRandom, kind: Kind, minter: Minter, name: string): string {
  // Three sessions of four are of the first namespace.
  const id = minter.own(random.below(4) === 0 ? 1 : 0, name);
  switch (kind) {
    case "plain":
      return id;
    case "upperCase":
      return id.toUpperCase();
    case "jurisdictionEu":
      return minter.jurisdictional("eu", name);
    case "jurisdictionUs":
      return minter.jurisdictional("us", name);
    case "otherNamespace":
      return minter.gone(name);
    case "truncated":
      return id.slice(0, random.pick([8, 16, 32, 36, 40, 50, 60, 63]));
    case "oneDigitOff":
      return oneDigitOff(random, id);
    case "whiteSpace":
      return random.pick([` ${id}`, `${id} `, `${id}\t`, ` ${id} `, `${id}\u00a0`, `${id}\n`]);
    case "swappedDigits":
      return swappedDigits(random, id);
    case "empty":
      return "";
    case "uuid":
      return uuid(random);
    case "nothingAsText":
      return random.pick(["null", "undefined", "NULL", "NaN"]);
    case "hexPrefix":
      return `0x${id}`;
  }
}

function oneDigitOff(random: SeededRandom, id: string): string {
  const at = random.below(id.length);
  const digit = (Number.parseInt(id.charAt(at), 16) + 1 + random.below(15)) % 16;
  return id.slice(0, at) + digit.toString(16) + id.slice(at + 1);
}

/** Swaps two different adjacent digits. */
function swappedDigits(random: SeededRandom, id: string): string {
  let at = random.below(id.length - 1);
  while (id.charAt(at) === id.charAt(at + 1)) at = random.below(id.length - 1);
  return id.slice(0, at) + id.charAt(at + 1) + id.charAt(at) + id.slice(at + 2);
}

function uuid(random: SeededRandom): string {
  const digits = Array.from(random.bytes(16), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-a$4-$5");
}

const USERS = [
  "ada",
  "bjørn",
  "chloé",
  "dmitri",
  "eun-ji",
  "françois",
  "grace",
  "héctor",
  "いちろう",
  "jürgen",
  "Катя",
  "lin",
  "Łukasz",
  "mehmet",
  "नेहा",
  "O'Brien, Pat",
  'Robert "Bob" Ray',
  "zoë",
];
const PLANS = ["free", "free", "free", "team", "team", "enterprise"];
const REGIONS = ["weur", "enam", "wnam", "apac", "eeur", "oc", "sam", "me"];
const NOTES = [
  'said "later, maybe"',
  "moved from the old cluster, twice",
  "trial; ends soon",
  'screen 27", dark mode',
  "naïve café – ok",
  "prefers email,phone",
  "🙂 happy customer",
  "first line\nsecond line",
  'quoted "line"\r\nand another, with commas',
  "idFromName? no: 0x2a",
];

const START = Date.UTC(2024, 0, 1);
const TWO_YEARS = 2 * 365 * 24 * 3_600;

function restOfRow(random: SeededRandom): string[] {
  const created = random.below(TWO_YEARS);
  const lastSeen = created + random.below(30 * 24 * 3_600);
  const user = `${random.pick(USERS)}${random.below(3) === 0 ? "" : random.below(1_000)}`;
  const note = random.below(12) === 0 ? random.pick(NOTES) : "";
  return [user, timestamp(created), timestamp(lastSeen), random.pick(PLANS), random.pick(REGIONS), note];
}

function timestamp(seconds: number): string {
  return new Date(START + seconds * 1_000).toISOString().replace(".000", "");
}

/** Quotes a field according to RFC 4180 if necessary. */
function csvField(value: string): string {
  return /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** Fisher and Yates. */
function shuffled<Value>(random: SeededRandom, values: readonly Value[]): Value[] {
  const result = [...values];
  for (let i = result.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [result[i], result[j]] = [result[j] as Value, result[i] as Value];
  }
  return result;
}
