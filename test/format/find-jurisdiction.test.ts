import { describe, expect, it } from "vitest";
import { FOREIGN, findJurisdiction, writeUniqueId } from "../../src/format/codec.js";
import { HmacState } from "../../src/format/hmac.js";
import { JurisdictionTable, UNRESTRICTED } from "../../src/format/jurisdiction.js";
import { NamespaceKeys } from "../../src/format/key.js";

const EU = 1;
const FEDRAMP = 2;
const UNKNOWN = 9;

/** Counts HMACs. */
class CountingMac extends HmacState {
  count = 0;

  override mac(...args: Parameters<HmacState["mac"]>): Uint8Array {
    this.count++;
    return super.mac(...args);
  }
}

const keys = new NamespaceKeys(new Uint8Array(32).fill(7), new JurisdictionTable());
const codes = [UNRESTRICTED, EU, FEDRAMP];
const states = codes.map((code) => new CountingMac(code === UNRESTRICTED ? keys.root() : keys.ofCode(code)));
const macs = {
  root: states[UNRESTRICTED],
  ofCode: (code: number) => (code === UNRESTRICTED ? undefined : states[code]),
};

function idWith(code: number, lastByte: number): Uint8Array {
  const id = new Uint8Array(32);
  writeUniqueId(states[code], new Uint8Array(16).fill(lastByte), code, id);
  return id;
}

describe("findJurisdiction", () => {
  it.each([
    // An ID of, its byte 15, the code that is expected first, the code it has, the HMACs that it costs.
    [UNRESTRICTED, UNKNOWN, UNRESTRICTED, UNRESTRICTED, 1],
    [UNRESTRICTED, 0, UNRESTRICTED, UNRESTRICTED, 1],
    [UNRESTRICTED, EU, UNRESTRICTED, UNRESTRICTED, 1],
    [UNRESTRICTED, EU, EU, UNRESTRICTED, 2],
    [UNRESTRICTED, EU, FEDRAMP, UNRESTRICTED, 1],
    [EU, EU, UNRESTRICTED, EU, 2],
    [EU, EU, EU, EU, 1],
    [EU, EU, FEDRAMP, EU, 2],
  ])("of %i, with byte 15 %i, under %i: %i, after %i HMACs", (code, lastByte, expected, found, count) => {
    const id = idWith(code, lastByte);
    for (const state of states) state.count = 0;
    expect(findJurisdiction(macs, id, expected)).toBe(found);
    expect(states.reduce((sum, state) => sum + state.count, 0)).toBe(count);
  });

  it.each([
    [UNKNOWN, UNRESTRICTED, 1],
    [EU, UNRESTRICTED, 2],
    [EU, EU, 2],
    [EU, FEDRAMP, 2],
  ])("finds none for a wrong tag, with byte 15 %i, under %i, after %i HMACs", (lastByte, expected, count) => {
    const id = new Uint8Array(32).fill(lastByte);
    for (const state of states) state.count = 0;
    expect(findJurisdiction(macs, id, expected)).toBe(FOREIGN);
    expect(states.reduce((sum, state) => sum + state.count, 0)).toBe(count);
  });
});

it("a code that no jurisdiction has has no key", () => {
  expect(() => keys.ofCode(UNKNOWN)).toThrow("9");
});
