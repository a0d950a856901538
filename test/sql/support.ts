import { createHash } from "node:crypto";
import { expect } from "vitest";
import { DurableObjectNamespace, type SqlDialect } from "../../src/index.js";
import { SQL_DIALECTS } from "../../src/sql/options.js";

export const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
export const ROOMS = [{ label: "rooms", namespace: rooms }];
export const SECRET = Uint8Array.from({ length: 32 }, (_, i) => 201 - 3 * i);
export const secret = new DurableObjectNamespace({ key: SECRET });

/** Dialects that can make functions. */
export const WITH_FUNCTIONS: readonly SqlDialect[] = SQL_DIALECTS.filter(
  (dialect) => dialect !== "sqlite" && dialect !== "datafusion",
);

/** The error of an argument. */
export const ARGUMENT = expect.objectContaining({ code: "ERR_DO_ARGUMENT" });

/** The constants in SQL: two for each HMAC, the outer one first. */
export const constantsOf = (sql: string): readonly string[] => sql.match(/[0-9a-f]{128}/g) ?? [];

/** The first 16 bytes of an HMAC, from its two constants. */
export function macOf([outer, inner]: readonly string[], message: Uint8Array): Buffer {
  const sha256 = (...parts: Uint8Array[]): Buffer => createHash("sha256").update(Buffer.concat(parts)).digest();
  return sha256(Buffer.from(outer, "hex"), sha256(Buffer.from(inner, "hex"), message)).subarray(0, 16);
}
