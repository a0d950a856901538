import { createHash, createHmac } from "node:crypto";

/** The same material for every contender, made by node:crypto. */

/** The namespace's unique key, and the root key that follows from it. */
export const UNIQUE_KEY = "bench";
export const KEY: Uint8Array = deriveRootKey(UNIQUE_KEY);

/** IDs per pass if one takes about a tenth of a microsecond. */
export const MANY = 8192;
/** IDs per pass if one takes a microsecond. A pass then takes a millisecond or two, so many passes fit into a turn. */
export const SOME = 1024;

export function deriveRootKey(uniqueKey: string): Uint8Array {
  return createHash("sha256").update(uniqueKey).digest();
}

/** Names of 18 characters. */
export function namesOf(count: number): string[] {
  return flat(Array.from({ length: count }, (_, i) => `room-${String(i).padStart(13, "0")}`));
}

/** The digits of the IDs of those names. */
export function idsOf(count: number, key: Uint8Array = KEY): string[] {
  return flat(namesOf(count).map((name) => idOf(name, key)));
}

function idOf(name: string, key: Uint8Array): string {
  const half = (message: string | Buffer): Buffer => createHmac("sha256", key).update(message).digest().subarray(0, 16);
  const base = half(name);
  return base.toString("hex") + half(base).toString("hex");
}

/** Strings like those of a JSON file or a database: no ropes, no slices of a longer one. */
function flat(strings: string[]): string[] {
  return JSON.parse(JSON.stringify(strings)) as string[];
}

/** IDs as 32 bytes each. */
export function bytesOf(ids: readonly string[]): Uint8Array {
  return Buffer.from(ids.join(""), "hex");
}

/** IDs as 64 bytes of ASCII each. */
export function rowsOf(ids: readonly string[]): Uint8Array {
  return Buffer.from(ids.join(""), "latin1");
}

/** A line each. */
export function textOf(ids: readonly string[]): Uint8Array {
  return Buffer.from(ids.map((id) => `${id}\n`).join(""), "latin1");
}

/** Malformed IDs: too short, too long, empty, a letter that is not a hex digit. */
const SPOILED: readonly ((id: string) => string)[] = [
  (id) => id.slice(0, 40),
  (id) => `${id}0`,
  () => "",
  (id) => `${id.slice(0, 30)}x${id.slice(31)}`,
];

/** The same with one in ten malformed, at places that no branch predictor foresees. */
export function spoiled(ids: readonly string[]): string[] {
  let seed = 12345;
  const random = (): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  return ids.map((id) => (random() < 0.1 ? SPOILED[Math.floor(random() * SPOILED.length)](id) : id));
}

/** The unique keys of `count` namespaces. */
export function uniqueKeysOf(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `bench-${i}`);
}

/** `count` IDs, spread evenly over the namespaces, which take turns: on average, half the namespaces are tried for one. */
export function spreadIds(uniqueKeys: readonly string[], count: number): string[] {
  const ids = Array.from({ length: count }, (_, i) => {
    const namespace = Math.floor(((i + 0.5) * uniqueKeys.length) / count);
    return idOf(`room-${i}`, deriveRootKey(uniqueKeys[namespace]));
  });
  // Adjacent IDs are then far apart: 5 has no common factor with any count used.
  return flat(ids.map((_, i) => ids[(i * 5) % count]));
}
