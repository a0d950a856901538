import { createHmac, createSecretKey } from "node:crypto";
import { nodeHmac } from "../../src/cli/bench/node-crypto.js";
import { serve } from "../suite/work.js";
import { hasTag, type Peer, peerWorks } from "./peer.js";

/** The same as in `durable-id bench`, and also for IDs that are already bytes. */
function prepare(raw: Uint8Array): Peer {
  const key = createSecretKey(raw);
  return {
    ...nodeHmac(raw),
    isValidBytes: (bytes) => hasTag(bytes, createHmac("sha256", key).update(bytes.subarray(0, 16)).digest()),
  };
}

serve(peerWorks(prepare));
