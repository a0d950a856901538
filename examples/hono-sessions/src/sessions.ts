import { DurableObjectNamespace } from "durable-id";

/**
 * The namespace of the sessions. Its key is only for sessions, and its IDs only come from `newUniqueId`: an ID derived
 * from a name that a client can choose, under the same key, would let that client make IDs.
 * @param secret the key: 64 hex digits, as `openssl rand -hex 32` prints them
 * @param jurisdiction the jurisdiction of all sessions, if any
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
