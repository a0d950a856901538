import type { Contender } from "../../src/cli/bench/contender.js";
import { Verdict } from "../../src/format/verdict.js";

/** What of workerd's own namespace is measured. */
export interface NativeNamespace {
  idFromString(digits: string): { toString(): string };
  idFromName(name: string): { toString(): string };
}

/** workerd's own namespace. It has no call for many IDs, so a loop is used. */
export function nativeContender(rooms: NativeNamespace): Contender {
  const taken = (string: string): string | null => {
    try {
      return rooms.idFromString(string).toString();
    } catch {
      // Refused: the kind of error doesn't matter here.
      return null;
    }
  };
  return {
    id: "native",
    label: "workerd's own",
    answer: ({ strings, names }) => {
      const ids = names.map((name) => rooms.idFromName(name).toString());
      return { idFromString: strings.map(taken), idFromName: ids, idsFromNames: ids };
    },
    passes: ({ ids, names }) => {
      const strings = {
        operations: ids.length,
        run: () => {
          const verdicts = new Uint8Array(ids.length);
          for (let i = 0; i < ids.length; i++) {
            try {
              rooms.idFromString(ids[i]);
            } catch {
              verdicts[i] = Verdict.foreign;
            }
          }
          return verdicts;
        },
      };
      const name = {
        operations: names.length,
        run: () => {
          for (const each of names) rooms.idFromName(each);
        },
      };
      const all = { operations: names.length, run: () => names.map((each) => rooms.idFromName(each).toString()) };
      return { verdicts: strings, idFromString: strings, idFromName: name, idsFromNames: all };
    },
  };
}
