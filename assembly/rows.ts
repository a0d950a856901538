/**
 * Validates many IDs, in passes over a tile of rows: one to decode, then one for each key. Each pass fills all lanes.
 *
 * Between the passes, a list holds the 32-bit indices of the pending rows: those that are well-formed and not yet accepted by a key.
 */
import { decode } from "./hex";
import { equalTags, gather, macBases } from "./hmacx4";
import { BASE_WORDS } from "./memory";
import { FOREIGN, MALFORMED } from "./verdicts";

/**
 * Decodes `count` rows of 64 digits, stored without gaps, into 32 bytes each at `ids`. Writes a verdict for each row, MALFORMED or
 * (until a key accepts it) FOREIGN, and the list of pending rows, whose length is returned.
 */
export function decodeRows(digits: usize, count: u32, ids: usize, pending: usize, verdicts: usize): u32 {
  let left: u32 = 0;
  for (let row: u32 = 0; row < count; row++) {
    const ok = decode(digits, ids);
    store<u8>(verdicts + row, ok ? FOREIGN : MALFORMED);
    store<u32>(pending + (left << 2), row);
    left += u32(ok);
    digits += 64;
    ids += 32;
  }
  return left;
}

/** The same for rows that are already 32 bytes: all of them are pending. */
export function acceptRows(count: u32, pending: usize, verdicts: usize): u32 {
  for (let row: u32 = 0; row < count; row++) {
    store<u8>(verdicts + row, FOREIGN);
    store<u32>(pending + (row << 2), row);
  }
  return count;
}

/** Returns which of four IDs have the right tag, one bit each. */
function verifyFour(context: usize, p0: usize, p1: usize, p2: usize, p3: usize): i32 {
  gather(p0, p1, p2, p3, BASE_WORDS);
  macBases(context);
  return equalTags(p0 + 16, p1 + 16, p2 + 16, p3 + 16);
}

/**
 * Verifies the `count` pending rows under one key. Accepted rows get `verdict`, `namespace` and `code`; the others remain in the
 * list, in order, and their number is returned.
 */
export function verify(
  context: usize,
  ids: usize,
  pending: usize,
  count: u32,
  verdict: u32,
  namespace: u32,
  code: u32,
  verdicts: usize,
  namespaces: usize,
  jurisdictions: usize,
): u32 {
  let left: u32 = 0;
  for (let i: u32 = 0; i < count; i += 4) {
    const lanes = min<u32>(4, count - i);
    const at = pending + (i << 2);
    // Lanes without a row process the last row again.
    const r0 = load<u32>(at);
    const r1 = load<u32>(at + (min<u32>(1, lanes - 1) << 2));
    const r2 = load<u32>(at + (min<u32>(2, lanes - 1) << 2));
    const r3 = load<u32>(at + ((lanes - 1) << 2));
    let equal = verifyFour(context, ids + (r0 << 5), ids + (r1 << 5), ids + (r2 << 5), ids + (r3 << 5));
    for (let lane: u32 = 0; lane < lanes; lane++) {
      const row = load<u32>(at + (lane << 2));
      if (equal & 1) {
        store<u8>(verdicts + row, <u8>verdict);
        store<u16>(namespaces + (row << 1), <u16>namespace);
        store<u8>(jurisdictions + row, <u8>code);
      } else {
        store<u32>(pending + (left << 2), row);
        left++;
      }
      equal >>= 1;
    }
  }
  return left;
}

/**
 * Partitions the pending rows by byte 15: those with `code` are moved to the end of the list, and their number is returned. When
 * `verify` is called for that end, the rows that it refuses come right after the others.
 */
export function partition(ids: usize, pending: usize, count: u32, code: u32): u32 {
  let others: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const row = load<u32>(pending + (i << 2));
    if (load<u8>(ids + (row << 5), 15) !== code) {
      store<u32>(pending + (i << 2), load<u32>(pending + (others << 2)));
      store<u32>(pending + (others << 2), row);
      others++;
    }
  }
  return count - others;
}
