import { describe, expect, it } from "vitest";
import { DurableObjectNamespace } from "../src/index.js";
import { bytesOfHex, loadVectors } from "./load-vectors.js";

interface WorkerdVectors {
  uniqueKeys: string[];
  named: { key: number; name: string; id: string; nameReadBack?: string }[];
  unique: { key: number; id: string }[];
  strings: { key: number; string: string; id?: string; error?: string; message?: string }[];
}

interface JurisdictionVectors {
  uniqueKeys: string[];
  codes: Record<string, number>;
  named: { key: number; jurisdiction: string; name: string; id: string }[];
  unique: { key: number; jurisdiction: string; entropy: string; id: string }[];
  strings: { key: number; string: string; valid: boolean; jurisdiction?: string; reason?: string }[];
}

/** The result of a call in the form of workerd.json: the digits or the error. */
function outcome(call: () => { toString(): string }): { id: string } | { error: string; message: string } {
  try {
    return { id: call().toString() };
  } catch (error) {
    const { name, message } = error as Error;
    return { error: name, message };
  }
}

describe("every answer of a real workerd", () => {
  const vectors = loadVectors<WorkerdVectors>("workerd.json");
  const namespaces = vectors.uniqueKeys.map((uniqueKey) => new DurableObjectNamespace({ uniqueKey }));

  it("is all there", () => {
    expect([vectors.named.length, vectors.unique.length, vectors.strings.length]).toEqual([504, 200, 1505]);
  });

  it("named IDs and their names", () => {
    for (const { key, name, id, nameReadBack } of vectors.named) {
      const made = namespaces[key].idFromName(name);
      expect([made.toString(), made.name, made.jurisdiction]).toEqual([id, nameReadBack ?? name, undefined]);
    }
  });

  it("unique IDs", () => {
    for (const { key, id } of vectors.unique) {
      const read = namespaces[key].idFromString(id);
      expect([read.toString(), read.name, read.jurisdiction]).toEqual([id, undefined, undefined]);
    }
  });

  it("unique IDs again from their first 16 bytes", () => {
    for (const { key, id } of vectors.unique) {
      const randomBytes = () => bytesOfHex(id.slice(0, 32));
      const namespace = new DurableObjectNamespace({ uniqueKey: vectors.uniqueKeys[key], randomBytes });
      expect(namespace.newUniqueId().toString()).toBe(id);
    }
  });

  it("strings: IDs, error classes and messages", () => {
    for (const { key, string, ...expected } of vectors.strings) {
      expect(
        outcome(() => namespaces[key].idFromString(string)),
        string,
      ).toEqual(expected);
      expect(namespaces[key].tryIdFromString(string)?.toString()).toBe(expected.id);
    }
  });
});

describe("every jurisdictional ID of the format", () => {
  const vectors = loadVectors<JurisdictionVectors>("jurisdiction.json");
  const namespaces = vectors.uniqueKeys.map((uniqueKey) => new DurableObjectNamespace({ uniqueKey }));

  it("is all there", () => {
    expect([vectors.named.length, vectors.unique.length, vectors.strings.length]).toEqual([368, 80, 1234]);
  });

  it("the codes are those of the default table", () => {
    for (const [jurisdiction, code] of Object.entries(vectors.codes)) {
      const byte15 = namespaces[0].jurisdiction(jurisdiction).newUniqueId().toString().slice(30, 32);
      expect(Number.parseInt(byte15, 16)).toBe(code);
    }
  });

  it("named IDs", () => {
    for (const { key, jurisdiction, name, id } of vectors.named) {
      const made = namespaces[key].jurisdiction(jurisdiction).idFromName(name);
      expect([made.toString(), made.jurisdiction]).toEqual([id, jurisdiction]);
    }
  });

  it("unique IDs from the given entropy, made in both ways", () => {
    for (const { key, jurisdiction, entropy, id } of vectors.unique) {
      const randomBytes = () => bytesOfHex(entropy);
      const namespace = new DurableObjectNamespace({ uniqueKey: vectors.uniqueKeys[key], randomBytes });
      const made = namespace.newUniqueId({ jurisdiction });
      expect([made.toString(), made.jurisdiction, made.name]).toEqual([id, jurisdiction, undefined]);
      expect(namespace.jurisdiction(jurisdiction).newUniqueId().toString()).toBe(id);
    }
  });

  it("strings", () => {
    for (const { key, string, valid, jurisdiction, reason } of vectors.strings) {
      if (valid) {
        const read = namespaces[key].idFromString(string);
        expect([read.toString(), read.jurisdiction]).toEqual([string.toLowerCase(), jurisdiction]);
      } else {
        expect(reason).toBe("foreign");
        expect(outcome(() => namespaces[key].idFromString(string))).toEqual({
          error: "TypeError",
          message: "Durable Object ID is not valid for this namespace.",
        });
      }
    }
  });

  it("strings, validated by the subnamespace of every jurisdiction", () => {
    for (const { key, string, jurisdiction } of vectors.strings) {
      for (const asked of Object.keys(vectors.codes)) {
        const read = namespaces[key].jurisdiction(asked).tryIdFromString(string);
        expect(read?.jurisdiction, `${string} in ${asked}`).toBe(jurisdiction === asked ? asked : undefined);
      }
    }
  });
});
