import { describe, expect, it } from "vitest";
import { DurableObjectNamespace, explainText, inspectId, isIdString, VERDICT_NAMES, Verdict } from "../src/index.js";

const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
const FOO = "37023debd1b63e0cd6d39deca1fb548dadb663141276d43e0d5055814e058bc5";

describe("isIdString", () => {
  it.each([FOO, FOO.toUpperCase(), "0".repeat(64), String(rooms.newUniqueId())])("accepts %s", (text) => {
    expect(isIdString(text)).toBe(true);
  });

  it.each([
    "",
    FOO.slice(1),
    `${FOO}0`,
    `${FOO}\n`,
    `\n${FOO}`,
    `0x${FOO.slice(2)}`,
    FOO.replace("3", "\uff13"),
    FOO.replace("f", "g"),
    null,
    undefined,
    64,
    rooms.idFromName("foo"),
    [FOO],
    new String(FOO),
  ])("refuses %j", (value) => {
    expect(isIdString(value)).toBe(false);
  });
});

describe("inspectId", () => {
  const parts = {
    ok: true,
    digits: FOO,
    base: FOO.slice(0, 32),
    tag: FOO.slice(32),
    codeByte: 0x8d,
    possibleJurisdiction: undefined,
  };

  it("returns the parts of an ID in any form", () => {
    expect(inspectId(FOO)).toEqual(parts);
    expect(inspectId(FOO.toUpperCase())).toEqual(parts);
    expect(inspectId(rooms.idFromName("foo"))).toEqual(parts);
  });

  it("names the jurisdiction of byte 15", () => {
    for (const jurisdiction of ["eu", "us"]) {
      const id = rooms.newUniqueId({ jurisdiction });
      expect(inspectId(id)).toMatchObject({ ok: true, possibleJurisdiction: jurisdiction });
    }
    expect(inspectId("0".repeat(64))).toMatchObject({ codeByte: 0, possibleJurisdiction: undefined });
  });

  it.each(["", "null", FOO.slice(1), ` ${FOO}`, "O".repeat(64)])("explains %j as explainText does", (text) => {
    expect(inspectId(text)).toEqual({ ok: false, ...explainText(text) });
  });

  it.each([
    [undefined, "missing"],
    [null, "null-word"],
    [Number.NaN, "null-word"],
    [12, "other-text"],
    [{ toString: () => FOO }, "other-text"],
  ])("converts nothing: %j", (value, reason) => {
    expect(inspectId(value)).toEqual({ ok: false, reason });
  });
});

it("the name of each verdict is at the index of its value", () => {
  expect(VERDICT_NAMES.map((name) => Verdict[name])).toEqual([...VERDICT_NAMES.keys()]);
  expect([...VERDICT_NAMES].sort()).toEqual(Object.keys(Verdict).sort());
});
