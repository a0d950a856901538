import { createSHA256, type IHasher } from "hash-wasm";
import { serve } from "../suite/work.js";
import { hasTag, type Peer, peerWorks } from "./peer.js";

// `createHMAC` hashes both pads again for each message. One hasher whose state after each pad is saved, and loaded again, takes as
// long for a short message (a load checks and copies), and serves any number of keys, so it fits thousands of namespaces.
const hasher: IHasher = await createSHA256();

function prepare(key: Uint8Array): Peer {
  const inner = padded(key, 0x36);
  const outer = padded(key, 0x5c);
  const mac = (message: Uint8Array | string): Uint8Array => {
    const digest = hasher.load(inner).update(message).digest("binary");
    return hasher.load(outer).update(digest).digest("binary");
  };
  const id = Buffer.alloc(32);
  const base = id.subarray(0, 16);
  return {
    isValidBytes: (bytes) => hasTag(bytes, mac(bytes.subarray(0, 16))),
    isValid: (digits) => digits.length === 64 && id.write(digits, "hex") === 32 && hasTag(id, mac(base)),
    named: (name) => {
      id.set(mac(name).subarray(0, 16));
      id.set(mac(base).subarray(0, 16), 16);
      return id.toString("hex");
    },
  };
}

function padded(key: Uint8Array, pad: number): Uint8Array {
  const block = Uint8Array.from({ length: 64 }, (_, i) => (key[i] ?? 0) ^ pad);
  return hasher.init().update(block).save();
}

serve(peerWorks(prepare));
