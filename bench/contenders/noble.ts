import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { serve } from "../suite/work.js";
import { hasTag, type Peer, peerWorks } from "./peer.js";

/** The keyed state made once and cloned for each message; digests into memory that is there already. */
function prepare(key: Uint8Array): Peer {
  const keyed = hmac.create(sha256, key);
  const digest = new Uint8Array(32);
  const id = Buffer.alloc(32);
  const base = id.subarray(0, 16);
  const half = digest.subarray(0, 16);
  const encoder = new TextEncoder();
  return {
    isValidBytes: (bytes) => {
      keyed.clone().update(bytes.subarray(0, 16)).digestInto(digest);
      return hasTag(bytes, digest);
    },
    isValid: (digits) => {
      if (digits.length !== 64 || id.write(digits, "hex") !== 32) return false;
      keyed.clone().update(base).digestInto(digest);
      return hasTag(id, digest);
    },
    named: (name) => {
      keyed.clone().update(encoder.encode(name)).digestInto(digest);
      id.set(half);
      keyed.clone().update(base).digestInto(digest);
      id.set(half, 16);
      return id.toString("hex");
    },
  };
}

serve(peerWorks(prepare));
