import { BASE_SIZE } from "../format/codec.js";
import { encodeHex } from "../format/hex.js";
import { UNRESTRICTED } from "../format/jurisdiction.js";
import { namespaceArgument } from "../namespace/holder.js";
import type { DurableObjectNamespace } from "../namespace/namespace.js";
import { dialectOf } from "./dialects.js";
import { constantWriter, writeSql } from "./forms.js";
import { hmacStart } from "./hmac.js";
import type { SqlOptions } from "./options.js";
import { checkSecrets } from "./secret.js";

/**
 * Returns the ID of a name as a SQL expression, for the database that holds the names: the result of `idFromName`, as text.
 * The ID of NULL is NULL.
 * @param namespace a namespace, or a subnamespace, whose jurisdiction the IDs then get
 * @param options the dialect and the column
 * @returns the SQL
 * @throws TypeError (`ERR_DO_ARGUMENT`) for anything but a namespace of this library, (`ERR_DO_KEY`) for one with a secret
 * key, unless `parameters` or `allowSecretKey` is given; RangeError (`ERR_DO_ARGUMENT`) for options that can't be combined
 *
 * @example
 * ```js
 * import { DurableObjectNamespace, sqlIdFromName } from "durable-id";
 *
 * const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
 * const sql = sqlIdFromName(rooms, { dialect: "postgres", column: "room" });
 * sql.startsWith('CASE WHEN "room" IS NOT NULL THEN encode('); // → true
 * ```
 */
export function sqlIdFromName(namespace: DurableObjectNamespace<unknown, unknown>, options: SqlOptions): string {
  const state = namespaceArgument(namespace, "sqlIdFromName", "durable-id");
  checkSecrets([state], options);
  const dialect = dialectOf(options.dialect);
  const write = constantWriter(dialect, options.parameters);
  const { keys, code } = state;
  const key = code === UNRESTRICTED ? keys.root() : keys.ofCode(code);
  const baseOf = (name: string): string => {
    const message = dialect.utf8(name);
    if (code === UNRESTRICTED) return hmacStart(dialect, key, message, write);
    const start = hmacStart(dialect, key, message, write, BASE_SIZE - 1);
    return dialect.concat(start, dialect.bytes(encodeHex(Uint8Array.of(code))));
  };
  const body = (name: string): string => {
    const base = dialect.toHex(baseOf(name));
    const tag = dialect.toHex(hmacStart(dialect, key, baseOf(name), write));
    // Some databases return empty digits for NULL.
    return `CASE WHEN ${name} IS NOT NULL THEN ${dialect.concatText(base, tag)} END`;
  };
  return writeSql({ body, returns: "text", column: "name", name: "durable_id_from_name" }, options);
}
