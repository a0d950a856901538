import { describe, expect, it } from "vitest";
import { DurableObjectId, DurableObjectNamespace } from "../src/index.js";
import { contextId, MAX_NAME_BYTES, packId, unpackId } from "../src/namespace/transfer.js";
import { hexOf } from "./load-vectors.js";
import { oracleBytes } from "./oracle.js";

const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
const carts = new DurableObjectNamespace({ uniqueKey: "my-worker-Cart" });

/** Names of exactly the limit, and of one character more than it takes. */
const CARRIED = [
  "a".repeat(1024),
  "é".repeat(512),
  `${"€".repeat(341)}a`,
  "😀".repeat(256),
  `\ud800${"a".repeat(1021)}`,
];
const TOO_LONG = [
  "a".repeat(1025),
  "é".repeat(513),
  "€".repeat(342),
  `${"😀".repeat(256)}a`,
  `\ud800${"a".repeat(1022)}`,
];

const coded = (code: string) => expect.objectContaining({ name: "TypeError", code });
const PACK = coded("ERR_DO_ID_PACK");

function repacked(packed: Uint8Array, name: string | Uint8Array): Uint8Array {
  return Uint8Array.from(Buffer.concat([packed.subarray(0, 33), typeof name === "string" ? oracleBytes(name) : name]));
}

describe("packId", () => {
  it("writes the version, 32 bytes and the name", () => {
    const id = rooms.idFromName("lobby");
    expect(hexOf(packId(id))).toBe(`01${id}${Buffer.from("lobby").toString("hex")}`);
  });

  it("is 33 bytes without a name, and encodes the empty name as a byte that no name has", () => {
    const unique = rooms.newUniqueId();
    expect(hexOf(packId(unique))).toBe(`01${unique}`);
    expect(hexOf(packId(rooms.idFromString(String(rooms.idFromName("lobby")))))).toBe(`01${rooms.idFromName("lobby")}`);
    expect(hexOf(packId(rooms.idFromName("")))).toBe(`01${rooms.idFromName("")}ff`);
  });

  it("writes a lone surrogate as three bytes", () => {
    const id = rooms.idFromName("\ud800x");
    expect(hexOf(packId(id))).toBe(`01${id}eda08078`);
  });

  it("includes a name of up to 1,024 bytes of UTF-8, but not a longer one", () => {
    expect(MAX_NAME_BYTES).toBe(1024);
    for (const name of CARRIED) expect(packId(rooms.idFromName(name))).toHaveLength(33 + 1024);
    for (const name of TOO_LONG) expect(packId(rooms.idFromName(name))).toHaveLength(33);
  });

  it("returns memory that it doesn't keep", () => {
    const id = rooms.idFromName("lobby");
    packId(id).fill(0);
    expect(unpackId(rooms, packId(id)).name).toBe("lobby");
  });

  it("accepts only IDs of this library", () => {
    const fake = { toString: () => String(rooms.idFromName("lobby")), equals: () => true, name: "lobby" };
    for (const value of [
      undefined,
      null,
      "lobby",
      String(rooms.idFromName("lobby")),
      fake,
      Object.create(DurableObjectId.prototype),
    ]) {
      const message = (caller: string) =>
        `Failed to execute '${caller}' on 'durable-id': parameter 1 is not of type 'DurableObjectId'.`;
      expect(() => packId(value as DurableObjectId)).toThrow(
        expect.objectContaining({ code: "ERR_DO_ARGUMENT", message: message("packId") }),
      );
      expect(() => contextId(value as DurableObjectId)).toThrow(
        expect.objectContaining({ code: "ERR_DO_ARGUMENT", message: message("contextId") }),
      );
    }
  });
});

describe("unpackId", () => {
  it("restores the ID: digits, name, jurisdiction", () => {
    for (const name of ["", "lobby", "é", "\ud800x", "\ufeff", "\0", "\xff", ...CARRIED]) {
      for (const namespace of [rooms, rooms.jurisdiction("eu"), rooms.jurisdiction("us")]) {
        const id = namespace.idFromName(name);
        for (const reader of [rooms, namespace]) {
          const back = unpackId(reader, packId(id));
          expect([String(back), back.name, back.jurisdiction]).toEqual([String(id), id.name, id.jurisdiction]);
          expect(back).toBeInstanceOf(DurableObjectId);
          expect(hexOf(packId(back))).toBe(hexOf(packId(id)));
        }
      }
    }
  });

  it("gives no name to an ID that was packed without one", () => {
    for (const id of [rooms.newUniqueId(), rooms.idFromName(TOO_LONG[0]), rooms.jurisdiction("eu").newUniqueId()]) {
      const back = unpackId(rooms, packId(id));
      expect([String(back), back.name, back.jurisdiction]).toEqual([String(id), undefined, id.jurisdiction]);
    }
  });

  it("refuses truncated input, at every length short of a whole ID", () => {
    const packed = packId(rooms.newUniqueId());
    for (let length = 0; length < 33; length++) expect(() => unpackId(rooms, packed.subarray(0, length))).toThrow(PACK);
  });

  it("refuses a truncated name, and one with additional bytes", () => {
    const packed = packId(rooms.idFromName("a lobby of some length"));
    for (let length = 34; length < packed.length; length++) {
      expect(() => unpackId(rooms, packed.subarray(0, length))).toThrow(coded("ERR_DO_ID_PACK_NAME"));
    }
    for (let byte = 0; byte < 256; byte++) {
      const longer = Uint8Array.from([...packed, byte]);
      expect(() => unpackId(rooms, longer)).toThrow(byte < 0x80 ? coded("ERR_DO_ID_PACK_NAME") : PACK);
    }
  });

  it("refuses bytes after an ID without a name", () => {
    const packed = packId(rooms.newUniqueId());
    for (let byte = 0; byte < 256; byte++) {
      const longer = Uint8Array.from([...packed, byte]);
      const code = byte < 0x80 || byte === 0xff ? "ERR_DO_ID_PACK_NAME" : "ERR_DO_ID_PACK";
      expect(() => unpackId(rooms, longer)).toThrow(coded(code));
    }
    expect(() => unpackId(rooms, Uint8Array.from([...packed, ...packed]))).toThrow(PACK);
  });

  it("refuses a name of more than 1,024 bytes, even the correct one", () => {
    for (const name of TOO_LONG) {
      const packed = repacked(packId(rooms.idFromName(name)), name);
      expect(() => unpackId(rooms, packed)).toThrow(PACK);
      expect(() => unpackId(rooms, packed)).toThrow(/at most 1024 bytes/);
    }
    expect(() => unpackId(rooms, new Uint8Array(10_000_000).fill(1))).toThrow(PACK);
  });

  it("refuses every other version", () => {
    const packed = packId(rooms.idFromName("lobby"));
    for (let version = 0; version < 256; version++) {
      if (version === 1) continue;
      expect(() => unpackId(rooms, packed.with(0, version))).toThrow(PACK);
      expect(() => unpackId(rooms, packed.with(0, version))).toThrow(`its version is ${version}, not 1`);
    }
  });

  it("refuses a name that belongs to another ID", () => {
    const packed = packId(rooms.idFromName("lobby"));
    for (const name of ["Lobby", "lobby ", "lobb", "", "é"]) {
      const bytes = name === "" ? Uint8Array.of(0xff) : name;
      expect(() => unpackId(rooms, repacked(packed, bytes))).toThrow(coded("ERR_DO_ID_PACK_NAME"));
    }
    // The same name, but in another jurisdiction or in none: another ID.
    for (const id of [rooms.jurisdiction("eu").idFromName("x"), rooms.idFromName("x"), rooms.newUniqueId()]) {
      const other = id.jurisdiction === "eu" ? rooms.idFromName("y") : rooms.jurisdiction("eu").idFromName("y");
      const swapped = repacked(packId(other), "x");
      expect(() => unpackId(rooms, swapped)).toThrow(coded("ERR_DO_ID_PACK_NAME"));
    }
  });

  it("refuses U+FFFD instead of a lone surrogate, and the other way round", () => {
    const lone = rooms.idFromName("\ud800");
    expect(() => unpackId(rooms, repacked(packId(lone), "\ufffd"))).toThrow(coded("ERR_DO_ID_PACK_NAME"));
    expect(() => unpackId(rooms, repacked(packId(lone), "\ufffd\ufffd\ufffd"))).toThrow(coded("ERR_DO_ID_PACK_NAME"));
    const replacement = rooms.idFromName("\ufffd");
    expect(() => unpackId(rooms, repacked(packId(replacement), "\ud800"))).toThrow(coded("ERR_DO_ID_PACK_NAME"));
  });

  it("refuses bytes that don't encode a string", () => {
    const packed = packId(rooms.idFromName("lobby"));
    const bad = [
      "80",
      "c0af",
      "c3",
      "e282",
      "eda080edb080",
      "f4908080",
      "ffff",
      "fe",
      "61ff",
      "edff80",
      "ed",
      "eda0",
      "f09f98",
    ];
    for (const digits of bad) {
      expect(() => unpackId(rooms, repacked(packed, Uint8Array.from(Buffer.from(digits, "hex"))))).toThrow(PACK);
    }
  });

  it("refuses the IDs that `idFromString` refuses, with its codes", () => {
    const foreign = packId(carts.idFromName("lobby"));
    expect(() => unpackId(rooms, foreign)).toThrow(coded("ERR_DO_ID_FOREIGN"));
    const flipped = packId(rooms.idFromName("lobby"));
    flipped[20] ^= 1;
    expect(() => unpackId(rooms, flipped)).toThrow(coded("ERR_DO_ID_FOREIGN"));
    for (const id of [rooms.idFromName("lobby"), rooms.jurisdiction("us").idFromName("lobby")]) {
      expect(() => unpackId(rooms.jurisdiction("eu"), packId(id))).toThrow(coded("ERR_DO_ID_JURISDICTION"));
    }
  });

  it("refuses values that are not bytes, or not a namespace", () => {
    const id = rooms.idFromName("lobby");
    const packed = packId(id);
    for (const value of [undefined, null, String(id), [...packed], packed.buffer, new DataView(packed.buffer), id]) {
      expect(() => unpackId(rooms, value as unknown as Uint8Array)).toThrow(coded("ERR_DO_ARGUMENT"));
    }
    for (const value of [undefined, {}, "rooms"]) {
      expect(() => unpackId(value as unknown as DurableObjectNamespace, packed)).toThrow(coded("ERR_DO_ARGUMENT"));
    }
  });

  it("reads a Buffer, and a view of a larger buffer", () => {
    const id = rooms.idFromName("lobby");
    const packed = packId(id);
    const memory = new Uint8Array(200).fill(0xaa);
    memory.set(packed, 50);
    expect(unpackId(rooms, memory.subarray(50, 50 + packed.length)).name).toBe("lobby");
    expect(unpackId(rooms, Buffer.from(packed)).name).toBe("lobby");
  });
});

describe("contextId", () => {
  it("has a name of up to 1,024 bytes, but not a longer one", () => {
    for (const name of ["", "lobby", ...CARRIED])
      expect(contextId(rooms.idFromName(name)).name).toBe(rooms.idFromName(name).name);
    for (const name of TOO_LONG) {
      const id = rooms.idFromName(name);
      const inside = contextId(id);
      expect([inside.name, id.name === undefined, inside.equals(id), String(inside)]).toEqual([
        undefined,
        false,
        true,
        String(id),
      ]);
    }
  });

  it("always keeps the jurisdiction and the shape of an ID", () => {
    for (const id of [rooms.jurisdiction("eu").idFromName("x"), rooms.newUniqueId({ jurisdiction: "us" })]) {
      const inside = contextId(id);
      expect([inside.jurisdiction, inside.name]).toEqual([id.jurisdiction, id.name]);
      expect(inside).toBeInstanceOf(DurableObjectId);
      expect(Object.keys(inside)).toEqual(["jurisdiction", "name"]);
    }
  });

  it("equals an ID that was packed and unpacked", () => {
    for (const name of ["", "lobby", "\ud800", ...CARRIED, ...TOO_LONG]) {
      const id = rooms.idFromName(name);
      const arrived = unpackId(rooms, packId(id));
      const seen = contextId(id);
      expect([arrived.name, String(arrived)]).toEqual([seen.name, String(seen)]);
    }
  });

  it("returns IDs that namespaces accept", () => {
    const reached = new DurableObjectNamespace({ uniqueKey: "a", connect: (id) => id.name });
    expect(reached.get(contextId(reached.idFromName("lobby")))).toBe("lobby");
  });
});
