import {
  bytesOf,
  deriveRootKey,
  idsOf,
  KEY,
  namesOf,
  rowsOf,
  SOME,
  spoiled,
  spreadIds,
  textOf,
  uniqueKeysOf,
} from "../suite/fixtures.js";
import { must, type Work, type Works } from "../suite/work.js";

/** The tasks for one key without `durable-id`, in good code for each peer. */
export interface Peer {
  /** Whether 32 bytes are a valid ID. */
  isValidBytes(id: Uint8Array): boolean;
  /** Whether a string is the 64 digits of one. */
  isValid(digits: string): boolean;
  /** The 64 digits of the ID of a name. */
  named(name: string): string;
}

/** The same tasks for every peer. */
export function peerWorks(prepare: (key: Uint8Array) => Peer): Works {
  const peer = prepare(KEY);
  const ids = idsOf(SOME);
  const names = namesOf(SOME);
  const work = (run: () => boolean, operations = SOME): Work => {
    must(run(), "the peer says what it should");
    return { operations, run };
  };
  const checkAll = (): Work =>
    work(() => {
      const verdicts = new Uint8Array(SOME);
      let valid = 0;
      for (let i = 0; i < SOME; i++) {
        if (peer.isValid(ids[i])) valid++;
        else verdicts[i] = 1;
      }
      return valid === SOME;
    });
  const nameAll = (): Work => work(() => names.map((name) => peer.named(name)).at(-1) === ids.at(-1));
  const lines = (given: readonly string[], valid: number): Work => {
    const text = Buffer.from(textOf(given));
    return work(() => {
      const found = text.toString("latin1").split("\n");
      return found.reduce((count, line) => count + Number(peer.isValid(line)), 0) === valid;
    });
  };
  return {
    "kernel-binary": () => {
      const bytes = bytesOf(ids);
      const rows = ids.map((_, i) => bytes.subarray(32 * i, 32 * i + 32));
      return work(() => rows.reduce((count, row) => count + Number(peer.isValidBytes(row)), 0) === SOME);
    },
    "kernel-hex": () => {
      const rows = Buffer.from(rowsOf(ids));
      return work(() => {
        let valid = 0;
        for (let at = 0; at < rows.length; at += 64)
          valid += Number(peer.isValid(rows.toString("latin1", at, at + 64)));
        return valid === SOME;
      });
    },
    "kernel-text": () => lines(ids, SOME),
    "kernel-dirty": () => {
      const dirty = spoiled(ids);
      return lines(dirty, dirty.filter((id, i) => id === ids[i]).length);
    },
    verdicts: checkAll,
    idFromString: checkAll,
    idFromName: nameAll,
    idsFromNames: nameAll,
    "classify-1": () => classification(prepare, 1, 1024),
    "classify-10": () => classification(prepare, 10, 512),
    "classify-100": () => classification(prepare, 100, 128),
    "classify-1000": () => classification(prepare, 1000, 32),
  };
}

/** Decoded once, and then tried under one key after the other. */
function classification(prepare: (key: Uint8Array) => Peer, count: number, operations: number): Work {
  const uniqueKeys = uniqueKeysOf(count);
  const peers = uniqueKeys.map((uniqueKey) => prepare(deriveRootKey(uniqueKey)));
  const ids = spreadIds(uniqueKeys, operations);
  const id = Buffer.alloc(32);
  const run = (): boolean => {
    let found = 0;
    for (const digits of ids) {
      if (digits.length === 64 && id.write(digits, "hex") === 32 && peers.some((peer) => peer.isValidBytes(id)))
        found++;
    }
    return found === operations;
  };
  must(run(), "each ID has its namespace");
  return { operations, run };
}

/** Whether 16 bytes of a digest are the tag of an ID, without an early exit. A loop takes a third of `timingSafeEqual` and its two views. */
export function hasTag(id: Uint8Array, digest: Uint8Array): boolean {
  let difference = 0;
  for (let i = 0; i < 16; i++) difference |= id[16 + i] ^ digest[i];
  return difference === 0;
}
