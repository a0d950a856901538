import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { deriveRootKey, jurisdictionKey } from "../src/format/key.js";
import { decodeWtf8 } from "../src/format/wtf8.js";
import { celldUniqueKey, DurableObjectNamespace, ErrorCode } from "../src/index.js";
import { bytesOfHex, hexOf, loadVectors } from "./load-vectors.js";
import { repeatedName, type SharedVectors } from "./shared-vectors.js";

const vectors = JSON.parse(readFileSync("vectors/vectors.json", "utf8")) as SharedVectors;
const namespaces = vectors.keys.map(({ uniqueKey }) => new DurableObjectNamespace({ uniqueKey }));
const VERDICTS: Readonly<Record<string, ErrorCode | undefined>> = {
  valid: undefined,
  malformed: ErrorCode.malformed,
  foreign: ErrorCode.foreign,
  wrongJurisdiction: ErrorCode.wrongJurisdiction,
};

/** The name of a case, which may have lone surrogates. */
const nameOf = (hex: string): string => decodeWtf8(bytesOfHex(hex)) ?? expect.fail(`${hex} is not WTF-8`);

describe("vectors/vectors.json", () => {
  it("has cases of each kind", () => {
    const { named, unique, strings } = vectors;
    expect(new Set(strings.map(({ verdict }) => verdict)).size).toBe(4);
    for (const cases of [named, unique]) expect(new Set(cases.map(({ jurisdiction }) => jurisdiction)).size).toBe(5);
    expect(new Set(named.map(({ source }) => source))).toEqual(new Set(["workerd", "format", "celld"]));
  });

  it("keys", () => {
    for (const { uniqueKey, uniqueKeyHex, rootKey, jurisdictionKeys, celld } of vectors.keys) {
      expect(Buffer.from(uniqueKey).toString("hex")).toBe(uniqueKeyHex);
      const root = deriveRootKey(uniqueKey);
      expect(hexOf(root)).toBe(rootKey);
      for (const [name, key] of Object.entries(jurisdictionKeys)) expect(hexOf(jurisdictionKey(root, name))).toBe(key);
      if (celld !== undefined) expect(celldUniqueKey(celld.script, celld.class)).toBe(uniqueKey);
    }
  });

  it("names", () => {
    for (const vector of vectors.named) {
      const name = nameOf(repeatedName(vector));
      if (vector.name !== undefined) expect(vector.name).toBe(name);
      expect(String(namespaces[vector.key].jurisdiction(vector.jurisdiction).idFromName(name))).toBe(vector.id);
    }
  });

  it("unique IDs", () => {
    for (const { key, jurisdiction, base, id } of vectors.unique) {
      const { uniqueKey } = vectors.keys[key];
      const namespace = new DurableObjectNamespace({ uniqueKey, randomBytes: () => bytesOfHex(base) });
      expect(String(namespace.newUniqueId({ jurisdiction }))).toBe(id);
    }
  });

  it("strings, with the verdict and the reason", () => {
    for (const { key, within, string, verdict, jurisdiction, reason } of vectors.strings) {
      const parsed = namespaces[key].jurisdiction(within).parseId(string);
      if (parsed.ok) {
        expect([verdict, jurisdiction, string.toLowerCase()]).toEqual([
          "valid",
          parsed.id.jurisdiction,
          String(parsed.id),
        ]);
      } else {
        expect([parsed.code, reason ?? parsed.reason], string).toEqual([VERDICTS[verdict], parsed.reason]);
      }
    }
  });

  it("cases of workerd equal workerd's answers", () => {
    const { uniqueKeys, named, unique } = loadVectors<{
      uniqueKeys: string[];
      named: { key: number; name: string; id: string }[];
      unique: { key: number; id: string }[];
    }>("workerd.json");
    const said = new Set(named.map(({ key, id }) => `${uniqueKeys[key]} ${id}`));
    for (const { key, id } of unique) said.add(`${uniqueKeys[key]} ${id}`);
    const ours = [...vectors.named, ...vectors.unique].filter(({ source }) => source === "workerd");
    expect(ours.length).toBeGreaterThan(50);
    for (const { key, id } of ours) expect(said).toContain(`${vectors.keys[key].uniqueKey} ${id}`);
  });

  it("celld: a lone surrogate is replaced by U+FFFD before hashing", () => {
    const { id } =
      vectors.named.find((vector) => vector.source === "celld" && vector.name === "\ufffdx") ?? expect.fail();
    const rooms = new DurableObjectNamespace({ uniqueKey: celldUniqueKey("my-worker", "ChatRoom") });
    expect(String(rooms.idFromName("\ud800x".toWellFormed()))).toBe(id);
    expect(String(rooms.idFromName("\ud800x"))).not.toBe(id);
  });
});
