import { env } from "cloudflare:workers";
import { createValidator, DurableObjectNamespace } from "durable-id";

/** Makes session IDs with a secret key. */
export const sessionIds = new DurableObjectNamespace({ key: keyOf(env.SESSION_KEY) });

/** Validates session IDs. One validator serves all batches, because it holds the prepared key. */
export const validator = createValidator([sessionIds]);

function keyOf(secret: string | undefined): Uint8Array {
  if (!/^[0-9a-f]{64}$/i.test(secret ?? "")) throw new TypeError("The secret SESSION_KEY has to be 64 hex digits.");
  return Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(String(secret).slice(2 * i, 2 * i + 2), 16));
}
