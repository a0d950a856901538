import { DurableObjectNamespace } from "durable-id";

/**
 * The namespace of the sessions. Its key is for them alone, and its IDs are those of `newUniqueId` alone: an ID derived
 * for a name that a client may choose, under the same key, would let that client make IDs of their own.
 * @param secret the key: 64 hex digits, as `openssl rand -hex 32` prints them
 * @param jurisdiction the one that all sessions are to be of, if any
 * @throws RangeError for anything but 64 hex digits, without the secret in its message
 */
export function openSessions(secret: string | undefined, jurisdiction?: string): DurableObjectNamespace {
  if (secret === undefined || !/^[0-9a-f]{64}$/i.test(secret)) {
    throw new RangeError("SESSION_KEY must be 64 hex digits: openssl rand -hex 32");
  }
  const key = Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(secret.slice(2 * i, 2 * i + 2), 16));
  const sessions = new DurableObjectNamespace({ key });
  return jurisdiction === undefined ? sessions : sessions.jurisdiction(jurisdiction);
}
