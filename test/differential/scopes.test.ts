import fc from "fast-check";
import { it } from "vitest";
import { SeededRandom } from "../../support/random.js";
import { type OracleJurisdiction, oracleNamedId, oracleUniqueId } from "../oracle.js";
import { expectAgreement, type Listed, makePlace, type Place } from "./engines.js";

/** Few roots and few tables, so that lists have the same namespace twice, and one root under several tables. */
const TABLES: readonly (readonly OracleJurisdiction[])[] = [
  [],
  [
    { name: "eu", code: 1 },
    { name: "us", code: 4 },
  ],
  [
    { name: "eu", code: 4 },
    { name: "us", code: 1 },
    { name: "far", code: 255 },
  ],
];
const random = new SeededRandom("scopes");
const roots = Array.from({ length: 3 }, () => random.bytes(32));
const PLACES = roots.flatMap((root) => TABLES.map((table) => makePlace(root, table)));

const anyPlace = fc.constantFrom(...PLACES);
const codesOf = ({ jurisdictions }: Place) => [0, ...jurisdictions.map(({ code }) => code)];
const anyListed = anyPlace.chain((place) =>
  fc.tuple(fc.constant(place), fc.constantFrom(...codesOf(place))).map((listed): Listed => listed),
);

/** An ID of any namespace and jurisdiction, valid or with one fault. */
const anyText = anyPlace.chain((place) =>
  fc
    .record({
      jurisdiction: fc.constantFrom(undefined, ...place.jurisdictions),
      base: fc.uint8Array({ minLength: 16, maxLength: 16 }),
      byte15: fc.constantFrom(0, 1, 4, 255),
      name: fc.option(fc.string({ unit: "binary", maxLength: 70 }), { nil: undefined }),
      upper: fc.boolean(),
      at: fc.nat(63),
      fault: fc.constantFrom("", "", "", "digit", "character", "cut"),
    })
    .map(({ jurisdiction, base, byte15, name, upper, at, fault }) => {
      base[15] = byte15;
      const id =
        name === undefined
          ? oracleUniqueId(place.root, base, jurisdiction)
          : oracleNamedId(place.root, name, jurisdiction);
      const text = upper ? id.toUpperCase() : id;
      if (fault === "digit") return `${text.slice(0, at)}0${text.slice(at + 1)}`;
      if (fault === "character") return `${text.slice(0, at)}\u0130${text.slice(at + 1)}`;
      return fault === "cut" ? text.slice(0, at) : text;
    }),
);

it("any list of scopes, any IDs: the engines and the oracle agree", () => {
  fc.assert(
    fc.property(
      fc.array(anyListed, { minLength: 1, maxLength: 9 }),
      fc.array(anyText, { minLength: 1, maxLength: 40 }),
      expectAgreement,
    ),
    { numRuns: 300, seed: 2026 },
  );
});
