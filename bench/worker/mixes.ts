import { DurableObjectNamespace } from "../../src/namespace/namespace.js";
import { UNIQUE_KEY } from "./worker.js";

/** IDs of a request. */
export const COUNT = 10_000;

/** The kinds of IDs in a request. */
export const MIXES = {
  valid: "all valid",
  faulty: "10 % faulty",
  foreign: "all foreign",
} as const;

/** The name of a mix. */
export type MixId = keyof typeof MIXES;

/** The names of all mixes. */
export const MIX_IDS = Object.keys(MIXES) as MixId[];

/** Stored IDs: named and unique IDs in turn. */
function idsOf(uniqueKey: string): string[] {
  const rooms = new DurableObjectNamespace({ uniqueKey });
  return Array.from({ length: COUNT }, (_, i) =>
    String(i % 2 === 0 ? rooms.idFromName(`room-${i}`) : rooms.newUniqueId()),
  );
}

/** The IDs of a mix, of 64 characters each, and how many of them are valid. */
export function mixOf(mix: MixId): { readonly ids: readonly string[]; readonly valid: number } {
  if (mix === "foreign") return { ids: idsOf("of-someone-else"), valid: 0 };
  const ids = idsOf(UNIQUE_KEY);
  if (mix === "valid") return { ids, valid: COUNT };
  // One in ten: half of them with a letter that is not a hex digit, half of them of another namespace.
  const foreign = idsOf("of-someone-else");
  const faulty = ids.map((id, i) =>
    i % 20 === 7 ? `${id.slice(0, 40)}x${id.slice(41)}` : i % 20 === 17 ? foreign[i] : id,
  );
  return { ids: faulty, valid: COUNT - COUNT / 10 };
}
