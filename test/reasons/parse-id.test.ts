import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DurableObjectId, DurableObjectNamespace, ErrorCode, explainText, type ParsedId } from "../../src/index.js";
import { anyString } from "../arbitraries.js";

describe.each(["pure", "wasm"] as const)("parseId of engine %s", (engine) => {
  const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom", engine });
  const carts = new DurableObjectNamespace({ uniqueKey: "my-worker-Cart", engine });
  const eu = rooms.jurisdiction("eu");
  const lobby = rooms.idFromName("lobby");
  const digits = String(lobby);

  /** What `idFromString` makes of the same text. */
  function thrown(namespace: DurableObjectNamespace, text: string): { code: unknown; message: string } | undefined {
    try {
      namespace.idFromString(text);
      return undefined;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return { code: Reflect.get(error, "code"), message: error.message };
    }
  }

  it("gives an ID for its digits in either case, and an ID of the namespace itself", () => {
    for (const text of [digits, digits.toUpperCase()]) {
      const parsed = rooms.parseId(text);
      expect(parsed.ok && String(parsed.id)).toBe(digits);
    }
    const parsed = rooms.parseId(lobby);
    expect(parsed.ok && parsed.id).toBe(lobby);
    expect(Object.keys(parsed)).toEqual(["ok", "id"]);
  });

  it("tells an ID of another namespace, whether it is text or an ID", () => {
    const other = carts.idFromName("ann");
    for (const value of [other, String(other)]) {
      expect(rooms.parseId(value)).toEqual({
        ok: false,
        code: ErrorCode.foreign,
        reason: "unknown",
        message: thrown(rooms, String(other))?.message,
      });
    }
  });

  it("tells an ID of another jurisdiction, and which it has", () => {
    const us = rooms.jurisdiction("us").idFromName("lobby");
    for (const [id, jurisdiction] of [
      [us, "us"],
      [lobby, undefined],
    ] as const) {
      for (const value of [id, String(id)]) {
        const message = thrown(eu, String(id))?.message;
        const code = ErrorCode.wrongJurisdiction;
        expect(eu.parseId(value)).toEqual({ ok: false, code, reason: "jurisdiction", message, jurisdiction });
      }
    }
  });

  it("agrees with idFromString, tryIdFromString and explainText for every text", () => {
    const anyText = fc.oneof(anyString, fc.constantFrom(digits, `${digits} `, `0x${digits}`, "0".repeat(64), "null"));
    fc.assert(
      fc.property(anyText, (text) => {
        const error = thrown(rooms, text);
        const parsed = rooms.parseId(text);
        expect(parsed.ok).toBe(error === undefined);
        expect(rooms.tryIdFromString(text) !== undefined).toBe(parsed.ok);
        if (parsed.ok) return;
        expect(parsed.code).toBe(error?.code);
        expect(parsed.message.startsWith(error?.message ?? "?")).toBe(true);
        expect(parsed).toMatchObject(explainText(text) ?? { reason: "unknown" });
      }),
    );
  });

  it("never throws, whatever the value, and calls nothing of it", () => {
    const explosive = new Proxy(Object.create(null) as object, {
      get: () => expect.unreachable(),
      has: () => expect.unreachable(),
      getPrototypeOf: () => expect.unreachable(),
    });
    const { proxy: revoked, revoke } = Proxy.revocable({}, {});
    revoke();
    const imitation = { toString: () => digits };
    const values: readonly (readonly [unknown, string])[] = [
      [undefined, "missing"],
      [null, "null-word"],
      [Number.NaN, "null-word"],
      ...[
        explosive,
        revoked,
        imitation,
        Object.create(DurableObjectId.prototype),
        Symbol("id"),
        42,
        true,
        [digits],
      ].map((value) => [value, "other-text"] as const),
    ];
    for (const [value, reason] of values) {
      const parsed: ParsedId = rooms.parseId(value);
      expect(parsed).toMatchObject({ ok: false, code: ErrorCode.malformed, reason });
      expect(rooms.tryIdFromString(value)).toBeUndefined();
    }
  });

  it("is a method of namespaces only", () => {
    expect(() => rooms.parseId.call({} as never, digits)).toThrow(TypeError);
  });
});
