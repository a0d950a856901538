import fc from "fast-check";
import { DurableObjectNamespace } from "../src/index.js";

/** Any string of UTF-16 units, including lone surrogates and pairs. */
export const anyString = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.constantFrom("\ud800", "\udbff", "\udc00", "\udfff", "😀", "a", "é", "€", "\ufffd"), { maxLength: 20 })
    .map((pieces) => pieces.join("")),
);

/** Names from zero to some thousand bytes, often around a SHA-256 block and around the limit for packed names. */
export const anyName = fc.oneof(
  { weight: 3, arbitrary: anyString },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom("a", "é", "€", "😀", "\ud800"),
        fc.constantFrom(55, 64, 119, 128, 1024),
        fc.integer({ min: -3, max: 3 }),
      )
      .map(([character, bytes, more]) => character.repeat(Math.floor(bytes / Buffer.byteLength(character)) + more)),
  },
);

/** A jurisdiction of the default table, or none. */
export const anyJurisdiction = fc.constantFrom(undefined, "eu", "fedramp", "fedramp-high", "us");

/** A namespace with a key of 32 bytes. */
export const anyNamespace = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((key) => new DurableObjectNamespace({ key }));

/** An ID of a namespace, of any jurisdiction or of none, and how it was made. */
export const anyIdOf = (namespace: DurableObjectNamespace) =>
  fc.tuple(anyJurisdiction, fc.option(anyName, { nil: undefined })).map(([jurisdiction, name]) => {
    const scope = namespace.jurisdiction(jurisdiction);
    return name === undefined ? scope.newUniqueId() : scope.idFromName(name);
  });
