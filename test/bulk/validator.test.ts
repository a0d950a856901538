import { describe, expect, it } from "vitest";
import { NO_NAMESPACE } from "../../src/format/verdict.js";
import { createValidator, DurableObjectNamespace, ErrorCode, Verdict } from "../../src/index.js";

const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
const sessions = new DurableObjectNamespace({ uniqueKey: "my-worker-Session" });
const carts = new DurableObjectNamespace({ uniqueKey: "my-worker-Cart" });

const textOf = (id: { toString(): string }) => id.toString();
const rowsOf = (ids: readonly string[]) => Uint8Array.from(Buffer.from(ids.join(""), "latin1"));

describe("createValidator", () => {
  const ids = [
    textOf(rooms.idFromName("lobby")),
    textOf(rooms.jurisdiction("us").idFromName("lobby")),
    textOf(sessions.newUniqueId()).toUpperCase(),
    textOf(carts.jurisdiction("eu").newUniqueId()),
    textOf(carts.newUniqueId()),
    textOf(carts.newUniqueId({ jurisdiction: "fedramp" })),
    "f".repeat(64),
    "-".repeat(64),
  ];
  const expected = {
    verdicts: Uint8Array.of(0, 0, 0, 0, 3, 3, 2, 1),
    namespaces: Uint16Array.of(0, 0, 1, 2, 2, 2, NO_NAMESPACE, NO_NAMESPACE),
    jurisdictions: Uint8Array.of(0, 4, 0, 1, 0, 2, 0, 0),
    tally: { total: 8, valid: 4, malformed: 1, foreign: 1, wrongJurisdiction: 2 },
  };

  it("says verdict, namespace and jurisdiction of each string, and counts them", () => {
    expect(createValidator([rooms, sessions, carts.jurisdiction("eu")]).check(ids)).toEqual(expected);
  });

  it("says the same of rows of bytes, also of a view of more, and of a Buffer", () => {
    const validator = createValidator([rooms, sessions, carts.jurisdiction("eu")]);
    const rows = rowsOf(ids);
    expect(validator.check(rows)).toEqual(expected);
    const memory = new Uint8Array(rows.length + 30).fill(0x61);
    memory.set(rows, 17);
    expect(validator.check(memory.subarray(17, 17 + rows.length))).toEqual(expected);
    expect(validator.check(Buffer.from(rows))).toEqual(expected);
  });

  it("leaves what it is given as it was", () => {
    const validator = createValidator([rooms]);
    const rows = rowsOf(ids);
    const before = Uint8Array.from(rows);
    const frozen = Object.freeze([...ids]);
    validator.check(rows);
    validator.check(frozen);
    expect(rows).toEqual(before);
    expect(frozen).toEqual(ids);
  });

  it("numbers verdicts as documented", () => {
    expect(Verdict).toEqual({ valid: 0, malformed: 1, foreign: 2, wrongJurisdiction: 3 });
  });

  it("answers to nothing with nothing", () => {
    const nothing = {
      verdicts: new Uint8Array(),
      namespaces: new Uint16Array(),
      jurisdictions: new Uint8Array(),
      tally: { total: 0, valid: 0, malformed: 0, foreign: 0, wrongJurisdiction: 0 },
    };
    const validator = createValidator([rooms]);
    expect(validator.check([])).toEqual(nothing);
    expect(validator.check(new Uint8Array())).toEqual(nothing);
    validator.check(ids);
    expect(validator.check([])).toEqual(nothing);
  });

  it("returns fresh arrays: no later check changes a result", () => {
    const validator = createValidator([rooms]);
    const first = validator.check(["no ID", ids[0]]);
    const second = validator.check([ids[0], "no ID"]);
    expect([...first.verdicts, ...first.namespaces]).toEqual([1, 0, NO_NAMESPACE, 0]);
    expect([...second.verdicts, ...second.namespaces]).toEqual([0, 1, 0, NO_NAMESPACE]);
    for (const part of ["verdicts", "namespaces", "jurisdictions"] as const) {
      expect(first[part].buffer).not.toBe(second[part].buffer);
      expect(first[part].buffer.byteLength).toBe(first[part].byteLength);
    }
  });

  describe("check(ids, into)", () => {
    const validator = createValidator([carts, rooms]);
    const room = (size: number) => ({
      verdicts: new Uint8Array(size).fill(9),
      namespaces: new Uint16Array(size).fill(9),
      jurisdictions: new Uint8Array(size).fill(9),
    });

    it.each(["an array", "rows"])("writes into the caller's arrays, and returns the part that it wrote: %s", (form) => {
      const into = room(4);
      const texts = [ids[0], "-".repeat(64)];
      const given = form === "rows" ? new TextEncoder().encode(texts.join("")) : texts;
      const result = validator.check(given, into);
      expect(into).toEqual({
        verdicts: Uint8Array.of(0, 1, 9, 9),
        namespaces: Uint16Array.of(1, NO_NAMESPACE, 9, 9),
        jurisdictions: Uint8Array.of(0, 0, 9, 9),
      });
      for (const part of ["verdicts", "namespaces", "jurisdictions"] as const) {
        expect(result[part]).toHaveLength(2);
        expect(result[part].buffer).toBe(into[part].buffer);
      }
      expect(result.tally).toEqual({ total: 2, valid: 1, malformed: 1, foreign: 0, wrongJurisdiction: 0 });
    });

    it("takes parts of larger arrays", () => {
      const into = room(8);
      const part = {
        verdicts: into.verdicts.subarray(4),
        namespaces: into.namespaces.subarray(2),
        jurisdictions: into.jurisdictions.subarray(4),
      };
      validator.check([ids[0]], part);
      expect([...into.verdicts]).toEqual([9, 9, 9, 9, 0, 9, 9, 9]);
      expect([...into.namespaces]).toEqual([9, 9, 1, 9, 9, 9, 9, 9]);
    });

    it("takes arrays that are just long enough", () => {
      expect(validator.check([ids[0]], room(1)).tally.valid).toBe(1);
    });

    it("takes undefined and null for nothing to reuse", () => {
      for (const none of [undefined, null]) expect(validator.check([ids[0]], none).verdicts).toEqual(Uint8Array.of(0));
    });

    it.each(["verdicts", "namespaces", "jurisdictions"] as const)(
      "refuses %s that are too short or detached",
      (part) => {
        const short = { ...room(2), [part]: room(1)[part] };
        expect(() => validator.check(["a", "b"], short)).toThrow(expect.objectContaining({ code: ErrorCode.batch }));
        const detached = room(2);
        structuredClone(null, { transfer: [detached[part].buffer] });
        expect(() => validator.check(["a", "b"], detached)).toThrow(expect.objectContaining({ code: ErrorCode.batch }));
        expect(short.verdicts.every((verdict) => verdict === 9)).toBe(true);
      },
    );

    it.each([
      {},
      { verdicts: [0], namespaces: [0], jurisdictions: [0] },
      { ...room(1), verdicts: new Uint16Array(1) },
      { ...room(1), namespaces: new Uint8Array(1) },
      5,
    ])("refuses anything but the three arrays: %j", (into) => {
      const message = expect.stringMatching(/check.*Validator.*2.*Verdicts/);
      expect(() => validator.check(["a"], into as never)).toThrow(
        expect.objectContaining({ code: ErrorCode.argument, message }),
      );
    });
  });

  it("any number of IDs, around every size of its own", () => {
    const validator = createValidator([rooms, carts]);
    const pool = Array.from({ length: 40 }, (_, i) => [
      textOf(rooms.idFromName(`${i}`)),
      textOf(carts.idFromName(`${i}`)),
      textOf(sessions.idFromName(`${i}`)),
      `${i}`,
    ]).flat();
    for (const count of [1, 255, 256, 257, 511, 512, 513, 1023, 1024, 1025, 4097]) {
      const many = Array.from({ length: count }, (_, i) => pool[(i * 7) % pool.length]);
      const { verdicts, namespaces, tally } = validator.check(many);
      many.forEach((id, i) => {
        const kind = pool.indexOf(id) % 4;
        const wanted = [
          [0, 0],
          [0, 1],
          [2, NO_NAMESPACE],
          [1, NO_NAMESPACE],
        ][kind];
        if (verdicts[i] !== wanted[0] || namespaces[i] !== wanted[1]) expect.fail(`${i} of ${count}: ${verdicts[i]}`);
      });
      expect(tally.total).toBe(count);
      expect(tally.valid + tally.malformed + tally.foreign).toBe(count);
    }
  });

  it("the first namespace in the list that takes an ID has it", () => {
    const id = textOf(carts.newUniqueId({ jurisdiction: "eu" }));
    const at = (...list: DurableObjectNamespace[]) => {
      const { verdicts, namespaces } = createValidator(list).check([id]);
      return [verdicts[0], namespaces[0]];
    };
    expect(at(carts, carts.jurisdiction("eu"))).toEqual([Verdict.valid, 0]);
    expect(at(carts.jurisdiction("eu"), carts)).toEqual([Verdict.valid, 0]);
    expect(at(carts.jurisdiction("us"), carts)).toEqual([Verdict.valid, 1]);
    expect(at(carts.jurisdiction("us"), rooms, carts.jurisdiction("fedramp"))).toEqual([Verdict.wrongJurisdiction, 0]);
    expect(at(rooms, sessions, carts.jurisdiction("us"))).toEqual([Verdict.wrongJurisdiction, 2]);
    expect(at(rooms, new DurableObjectNamespace({ uniqueKey: "my-worker-Cart" }))).toEqual([Verdict.valid, 1]);
  });

  it("namespaces with tables of their own", () => {
    const moon = new DurableObjectNamespace({ uniqueKey: "moon", jurisdictions: { far: 255, near: 1 } });
    const id = textOf(moon.jurisdiction("far").idFromName("base"));
    const { verdicts, namespaces, jurisdictions } = createValidator([rooms, moon, carts]).check([id]);
    expect([verdicts[0], namespaces[0], jurisdictions[0]]).toEqual([0, 1, 255]);
  });

  it("names its engine, by default that of the first namespace", () => {
    const pure = new DurableObjectNamespace({ uniqueKey: "a", engine: "pure" });
    expect(createValidator([pure]).engine).toBe("pure");
    expect(createValidator([rooms], { engine: "pure" }).engine).toBe("pure");
  });

  it("65,535 namespaces, and not one more or none", () => {
    const last = new DurableObjectNamespace({ uniqueKey: "the last" });
    const list = Array.from({ length: NO_NAMESPACE }, (_, i) => (i === NO_NAMESPACE - 1 ? last : rooms));
    const { namespaces } = createValidator(list).check([textOf(last.idFromName("x"))]);
    expect(namespaces[0]).toBe(NO_NAMESPACE - 1);
    const refusal = { name: "RangeError", code: "ERR_DO_BATCH" };
    expect(() => createValidator([...list, rooms])).toThrow(expect.objectContaining(refusal));
    expect(() => createValidator([])).toThrow(expect.objectContaining(refusal));
  });

  it("refuses what is no namespace, and bytes that are no rows", () => {
    const illegal = expect.objectContaining({ name: "TypeError", code: "ERR_DO_ARGUMENT" });
    for (const impostor of [undefined, null, {}, "rooms", Object.create(rooms), new Proxy(rooms, {})]) {
      expect(() => createValidator([rooms, impostor as unknown as DurableObjectNamespace])).toThrow(illegal);
    }
    for (const list of [undefined, null, rooms, "rooms", new Set([rooms]), { 0: rooms, length: 1 }]) {
      expect(() => createValidator(list as never)).toThrow(illegal);
    }
    const holes: DurableObjectNamespace[] = new Array(2);
    expect(() => createValidator(holes)).toThrow(illegal);
    holes[1] = rooms;
    expect(() => createValidator(holes)).toThrow(illegal);
    const validator = createValidator([rooms], null);
    const message = expect.stringMatching(/check.*Validator.*1.*string\[\] or Uint8Array/);
    for (const list of [undefined, null, ids[0], {}, new Set(ids), new Uint16Array(64), new ArrayBuffer(64)]) {
      expect(() => validator.check(list as never)).toThrow(
        expect.objectContaining({ name: "TypeError", code: "ERR_DO_ARGUMENT", message }),
      );
    }
    for (const length of [1, 63, 65, 127, 129]) {
      const batch = expect.objectContaining({ name: "RangeError", code: "ERR_DO_BATCH" });
      expect(() => validator.check(new Uint8Array(length))).toThrow(batch);
    }
    expect(validator.check([textOf(rooms.idFromName("still works"))]).tally.valid).toBe(1);
  });
});
