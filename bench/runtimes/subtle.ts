import type { Contender } from "../../src/cli/bench/contender.js";
import { decodeHex, encodeHex } from "../../src/format/hex.js";
import { Verdict } from "../../src/format/verdict.js";

/** A call of `crypto.subtle` costs many times as much as others, so a pass has fewer calls. */
const FEWER = 256;

/**
 * The own crypto of pages and Workers: WebCrypto. Its calls are asynchronous, so many of them run concurrently
 * for many IDs.
 */
export async function subtleContender(uniqueKey: string): Promise<Contender> {
  const encoder = new TextEncoder();
  const rootKey = await crypto.subtle.digest("SHA-256", encoder.encode(uniqueKey));
  const key = await crypto.subtle.importKey("raw", rootKey, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const half = async (message: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
    new Uint8Array(await crypto.subtle.sign("HMAC", key, message), 0, 16);
  const verdict = async (digits: string): Promise<Verdict> => {
    const id = new Uint8Array(32);
    if (!decodeHex(digits, id)) return Verdict.malformed;
    const tag = await half(id.subarray(0, 16));
    let difference = 0;
    for (let i = 0; i < 16; i++) difference |= id[16 + i] ^ tag[i];
    return difference === 0 ? Verdict.valid : Verdict.foreign;
  };
  const named = async (name: string): Promise<string> => {
    const base = await half(encoder.encode(name));
    return encodeHex(base) + encodeHex(await half(base));
  };
  return {
    id: "own",
    label: "crypto.subtle",
    answer: async ({ strings, names }) => {
      const verdicts = await Promise.all(strings.map(verdict));
      const ids = await Promise.all(names.map(named));
      return {
        verdicts,
        idFromString: strings.map((string, i) => (verdicts[i] === Verdict.valid ? string.toLowerCase() : null)),
        idFromName: ids,
        idsFromNames: ids,
      };
    },
    passes: (material) => {
      const ids = material.ids.slice(0, FEWER);
      const names = material.names.slice(0, FEWER);
      return {
        verdicts: { operations: ids.length, run: () => Promise.all(ids.map(verdict)) },
        idFromString: {
          operations: ids.length,
          run: async () => {
            for (const id of ids) await verdict(id);
          },
        },
        idFromName: {
          operations: names.length,
          run: async () => {
            for (const name of names) await named(name);
          },
        },
        idsFromNames: { operations: names.length, run: () => Promise.all(names.map(named)) },
      };
    },
  };
}
