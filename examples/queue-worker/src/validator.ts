import { env } from "cloudflare:workers";
import { createValidator, DurableObjectNamespace } from "durable-id";

/** Makes session IDs, under a key that nobody else has. */
export const sessionIds = new DurableObjectNamespace({ key: keyOf(env.SESSION_KEY) });

/** Checks session IDs: one for all batches, since it keeps the prepared key and the arrays of its results. */
export const validator = createValidator([sessionIds]);

function keyOf(secret: string | undefined): Uint8Array {
  if (!/^[0-9a-f]{64}$/i.test(secret ?? "")) throw new TypeError("The secret SESSION_KEY has to be 64 hex digits.");
  return Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(String(secret).slice(2 * i, 2 * i + 2), 16));
}
