import { type AnyNamespace, type Probe, returns, throws, view } from "../probe.js";

const NO_STRING =
  "TypeError: Failed to execute 'idFromString' on 'DurableObjectNamespace': parameter 1 is not of type 'string'.";
const MALFORMED = "TypeError: Invalid Durable Object ID: must be 64 hex digits";
const FOREIGN = "TypeError: Durable Object ID is not valid for this namespace.";

/** What malformed strings are made of a good one. */
const SPOILED: readonly (readonly [what: string, spoil: (good: string) => unknown])[] = [
  ["an empty string", () => ""],
  ["one digit", () => "0"],
  ["a digit short", (good) => good.slice(1)],
  ["a digit long", (good) => `${good}0`],
  ["twice", (good) => good + good],
  ["half", (good) => good.slice(32)],
  ["a space in front", (good) => ` ${good}`],
  ["a line feed after", (good) => `${good}\n`],
  ["a space in place of the first digit", (good) => ` ${good.slice(1)}`],
  ["a space in place of the last digit", (good) => `${good.slice(1)} `],
  ["a tab in the middle", (good) => `${good.slice(0, 31)}\t${good.slice(32)}`],
  ["0x in front", (good) => `0x${good}`],
  ["0x in place of two digits", (good) => `0x${good.slice(2)}`],
  ["a sign in place of a digit", (good) => `+${good.slice(1)}`],
  ["a NUL after", (good) => `${good}\0`],
  ["a NUL in place of the last digit", (good) => `${good.slice(1)}\0`],
  ["a BOM in front", (good) => `\ufeff${good}`],
  ["a BOM in place of a digit", (good) => `\ufeff${good.slice(1)}`],
  ["g in place of a digit", (good) => `g${good.slice(1)}`],
  ["G in place of the last digit", (good) => `${good.slice(1)}G`],
  ["the characters beside the digits in ASCII", () => "/:@G`g".repeat(11).slice(0, 64)],
  ["full-width digits", () => "\uff10".repeat(64)],
  ["a full-width digit", (good) => `\uff11${good.slice(1)}`],
  ["Arabic digits", () => "\u0661".repeat(64)],
  ["a character whose lower byte is a digit", (good) => `\u0130${good.slice(1)}`],
  ["characters whose lower bytes are digits", () => "\u0430".repeat(64)],
  ["a character whose lower case is ASCII", (good) => `\u212a${good.slice(1)}`],
  ["a lone surrogate", (good) => `\ud800${good.slice(1)}`],
  ["a pair of surrogates", (good) => `😀${good.slice(2)}`],
  ["64 bytes of UTF-8 in 63 characters", (good) => `é${good.slice(2)}`],
  ["hyphens as in a UUID", () => "123e4567-e89b-12d3-a456-426614174000"],
  ["quotes around it", (good) => `"${good}"`],
  ["undefined", () => undefined],
  ["null", () => null],
  ["a number", () => 1],
  ["a number of 64 digits as such", () => 1e63],
  ["an object", () => ({})],
  ["an empty array", () => []],
];

const ID = (rooms: AnyNamespace) => String(rooms.idFromName("foo"));

/** `idFromString`. */
export const stringProbes: readonly Probe[] = [
  returns("idFromString loses the name", true, ({ rooms }) => {
    const { digits, name, jurisdiction } = view(rooms.idFromString(ID(rooms)));
    return digits === ID(rooms) && name === undefined && jurisdiction === undefined;
  }),
  returns("idFromString of upper case is lower case", true, ({ rooms }) => {
    const id = rooms.idFromString(ID(rooms).toUpperCase());
    return String(id) === ID(rooms) && id.equals(rooms.idFromName("foo"));
  }),
  returns("idFromString of mixed case is lower case", true, ({ rooms }) => {
    const mixed = ID(rooms).replace(/[a-f]/g, (digit, at: number) => (at % 3 ? digit : digit.toUpperCase()));
    return String(rooms.idFromString(mixed)) === ID(rooms);
  }),
  returns("idFromString of an ID, an array of one, a String object", [true, true, true], ({ rooms }) => {
    const id = rooms.idFromName("foo");
    return [id, [String(id)], Object(String(id))].map((value) => rooms.idFromString(value).equals(id));
  }),
  returns("idFromString of a unique ID", true, ({ rooms }) => {
    const id = rooms.newUniqueId();
    return rooms.idFromString(String(id)).equals(id);
  }),
  returns("idFromString of an ID of a namespace with the same key", true, ({ rooms, again }) =>
    rooms.idFromString(ID(again)).equals(again.idFromName("foo")),
  ),
  returns("idFromString ignores further arguments", true, ({ rooms }) =>
    rooms.idFromString(ID(rooms), 1).equals(rooms.idFromName("foo")),
  ),
  throws("idFromString()", NO_STRING, ({ rooms }) => rooms.idFromString()),
  throws("idFromString(symbol)", "TypeError: Cannot convert a Symbol value to a string", ({ rooms }) =>
    rooms.idFromString(Symbol("x")),
  ),
  throws("idFromString(toString throws)", "RangeError: mine", ({ rooms }) =>
    rooms.idFromString({
      toString() {
        throw new RangeError("mine");
      },
    }),
  ),
  ...SPOILED.map(([what, spoil]) =>
    throws(`idFromString: ${what}`, MALFORMED, ({ rooms }) => rooms.idFromString(spoil(ID(rooms)))),
  ),
  throws("idFromString: a malformed one of another namespace", MALFORMED, ({ rooms, other }) =>
    rooms.idFromString(ID(other).slice(1)),
  ),
  throws("idFromString: another namespace's", FOREIGN, ({ rooms, other }) => rooms.idFromString(ID(other))),
  throws("idFromString: another namespace's unique one", FOREIGN, ({ rooms, other }) =>
    rooms.idFromString(String(other.newUniqueId())),
  ),
  throws("idFromString: zeros", FOREIGN, ({ rooms }) => rooms.idFromString("0".repeat(64))),
  throws("idFromString: upper-case Fs", FOREIGN, ({ rooms }) => rooms.idFromString("F".repeat(64))),
  throws("idFromString: its halves swapped", FOREIGN, ({ rooms }) =>
    rooms.idFromString(ID(rooms).slice(32) + ID(rooms).slice(0, 32)),
  ),
  returns("idFromString refuses a change of any single digit", 64, ({ rooms }) => {
    const good = ID(rooms);
    let refused = 0;
    for (let at = 0; at < good.length; at++) {
      const changed = (Number.parseInt(good[at] ?? "", 16) ^ 1).toString(16);
      try {
        rooms.idFromString(good.slice(0, at) + changed + good.slice(at + 1));
      } catch (error) {
        if (error instanceof TypeError && `${error.constructor.name}: ${error.message}` === FOREIGN) refused++;
      }
    }
    return refused;
  }),
];
