import { readFileSync } from "node:fs";
import { SeededRandom } from "../../support/random.js";
import { loadVectors } from "../load-vectors.js";
import { repeatedName, type SharedVectors } from "../shared-vectors.js";

/** A line for a driver, and the line that it must answer. */
export interface Question {
  readonly line: string;
  readonly answer: string;
}

interface WorkerdVectors {
  readonly uniqueKeys: readonly string[];
  readonly named: readonly { key: number; name: string; id: string }[];
  readonly unique: readonly { key: number; id: string }[];
  readonly strings: readonly { key: number; string: string; message?: string }[];
}

interface JurisdictionVectors {
  readonly uniqueKeys: readonly string[];
  readonly codes: Readonly<Record<string, number>>;
  readonly named: readonly { key: number; jurisdiction: string; name: string; id: string }[];
  readonly unique: readonly { key: number; jurisdiction: string; entropy: string; id: string }[];
  readonly strings: readonly { key: number; string: string; valid: boolean; jurisdiction?: string; reason?: string }[];
}

/** All of `test/vectors/workerd.json`. */
export function workerdQuestions(): Question[] {
  const { uniqueKeys, named, unique, strings } = loadVectors<WorkerdVectors>("workerd.json");
  const keys = uniqueKeys.map(hexOfText);
  return [
    ...named.map(({ key, name, id }) => question(id, "name", keys[key], hexOfName(name), "0")),
    ...unique.map(({ key, id }) => question(id, "seal", keys[key], `x${id.slice(0, 32)}`, "0")),
    ...unique.map(({ key, id }) => question("0", "check", keys[key], hexOfText(id))),
    ...strings.map(({ key, string, message }) => {
      const refused = message?.includes("64 hex digits") ? "malformed" : "foreign";
      return question(message === undefined ? "0" : refused, "check", keys[key], hexOfText(string));
    }),
  ];
}

/** All of `test/vectors/jurisdiction.json`. */
export function jurisdictionQuestions(): Question[] {
  const { uniqueKeys, codes, named, unique, strings } = loadVectors<JurisdictionVectors>("jurisdiction.json");
  const keys = uniqueKeys.map(hexOfText);
  const codeOf = (jurisdiction = "") => `${codes[jurisdiction] ?? 0}`;
  return [
    ...named.map(({ key, jurisdiction, name, id }) =>
      question(id, "name", keys[key], hexOfName(name), codeOf(jurisdiction)),
    ),
    ...unique.map(({ key, jurisdiction, entropy, id }) =>
      question(id, "seal", keys[key], `x${entropy}`, codeOf(jurisdiction)),
    ),
    ...strings.map(({ key, string, valid, jurisdiction, reason = "" }) =>
      question(valid ? codeOf(jurisdiction) : reason, "check", keys[key], hexOfText(string)),
    ),
  ];
}

/** All cases of `vectors/vectors.json`. Cases of a subnamespace get the verdict of the namespace. */
export function sharedQuestions(): Question[] {
  const shared = JSON.parse(readFileSync("vectors/vectors.json", "utf8")) as SharedVectors;
  const { jurisdictionCodes: codes, keys, named, unique, strings } = shared;
  const codeOf = (jurisdiction = "") => `${codes[jurisdiction] ?? 0}`;
  const keyOf = (index: number) => `x${keys[index].uniqueKeyHex}`;
  return [
    ...keys.flatMap(({ uniqueKeyHex, rootKey, jurisdictionKeys }) => [
      question(rootKey, "root", `x${uniqueKeyHex}`),
      question(rootKey, "key", `x${uniqueKeyHex}`, "0"),
      ...Object.entries(jurisdictionKeys).map(([name, key]) => question(key, "key", `x${uniqueKeyHex}`, codeOf(name))),
    ]),
    ...named.map((vector) =>
      question(vector.id, "name", keyOf(vector.key), `x${repeatedName(vector)}`, codeOf(vector.jurisdiction)),
    ),
    ...unique.map(({ key, jurisdiction, base, id }) =>
      question(id, "seal", keyOf(key), `x${base}`, codeOf(jurisdiction)),
    ),
    ...strings
      .filter(({ verdict }) => verdict !== "wrongJurisdiction")
      .map(({ key, string, verdict, jurisdiction }) =>
        question(verdict === "valid" ? codeOf(jurisdiction) : verdict, "check", keyOf(key), hexOfText(string)),
      ),
  ];
}

/** IDs with one digit changed at each of the 64 places, and texts that are almost an ID. */
export function damagedQuestions(): Question[] {
  const { uniqueKeys, named } = loadVectors<JurisdictionVectors>("jurisdiction.json");
  const random = new SeededRandom("damaged IDs of ports");
  const picked = named.filter((_, i) => i % 37 === 0);
  return picked.flatMap(({ key, id }) => {
    const check = (answer: string, text: string) =>
      question(answer, "check", hexOfText(uniqueKeys[key]), hexOfText(text));
    const withDigit = (at: number, digit: string) => id.slice(0, at) + digit + id.slice(at + 1);
    return Array.from(id, (digit, at) => {
      const other = ((Number.parseInt(digit, 16) + 1 + (random.bytes(1)[0] % 15)) % 16).toString(16);
      return [
        check("foreign", withDigit(at, other)),
        check("malformed", withDigit(at, "gG/:@`xX -+\u0660\uff10"[at % 13])),
        check("malformed", id.slice(0, at)),
        check("malformed", `${id.slice(0, at)}0${id.slice(at)}`),
      ];
    }).flat();
  });
}

function question(answer: string, ...fields: readonly string[]): Question {
  return { line: fields.join("\t"), answer };
}

/** The UTF-8 of a text: lone surrogates become U+FFFD, which no ID has either. */
function hexOfText(text: string): string {
  return `x${Buffer.from(text, "utf8").toString("hex")}`;
}

/** The WTF-8 of a name, without the library: a lone surrogate is three bytes. */
function hexOfName(name: string): string {
  const bytes = Array.from(name, (char) => {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0xd800 || code > 0xdfff) return Buffer.from(char, "utf8");
    return Buffer.from([0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]);
  });
  return `x${Buffer.concat(bytes).toString("hex")}`;
}
