import { argumentError } from "../format/errors.js";
import { encodeHex } from "../format/hex.js";
import { hkdfSha256 } from "../format/hmac.js";
import { DEFAULT_JURISDICTIONS } from "../format/jurisdiction.js";
import { encodeWtf8 } from "../format/wtf8.js";
import { namespaceState } from "../namespace/holder.js";
import { DurableObjectNamespace } from "../namespace/namespace.js";
import type { NamespaceEntry, NamespaceRegistration } from "./types.js";

/** The size of an id that is derived from a key. */
const DERIVED_ID_SIZE = 16;
/** Unique keys that need no escapes in a URL. `.` and `..` are excluded, because URLs drop them. */
const SPEAKING_ID = /^[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,127}$/;
/** The form of a derived id. A unique key of this form is not used as an id, so it can't pass for a derived one. */
const DERIVED_ID = /^[0-9a-f]{32}$/;

/** The result of a registration. */
export interface Registered {
  readonly entry: NamespaceEntry;
  /** Validates the IDs that are recorded. */
  readonly namespace: DurableObjectNamespace;
}

/**
 * Creates the namespace of a registration.
 * @throws TypeError (`ERR_DO_ARGUMENT`) for a script or class that is not a string or is empty, and the errors of the
 * constructor of `DurableObjectNamespace` for the key
 */
export function register(registration: NamespaceRegistration): Registered {
  if (typeof registration !== "object" || registration === null) {
    throw argumentError("add", "Directory", 1, "NamespaceRegistration");
  }
  const { script, class: className, useSqlite = null, jurisdictions = DEFAULT_JURISDICTIONS } = registration;
  if (!isLabel(script) || !isLabel(className) || (useSqlite !== null && typeof useSqlite !== "boolean")) {
    throw argumentError("add", "Directory", 1, "NamespaceRegistration");
  }
  const namespace = new DurableObjectNamespace(registration);
  const entry: NamespaceEntry = {
    id: namespaceId(namespace, registration.uniqueKey),
    name: `${script}_${className}`,
    script,
    class: className,
    useSqlite,
    uniqueKey: registration.uniqueKey,
    jurisdictions,
  };
  return { entry, namespace };
}

function isLabel(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

/**
 * The id under which a namespace is listed: its unique key, as in Miniflare's explorer, if a URL can contain it without
 * escapes. Otherwise, and for a secret key, 16 bytes of HKDF-SHA256 of the root key, as hex: a key has the same id
 * everywhere, and the id doesn't reveal the key.
 */
export function namespaceId<T, Stub>(
  namespace: DurableObjectNamespace<T, Stub>,
  uniqueKey: string | undefined,
): string {
  if (uniqueKey !== undefined && SPEAKING_ID.test(uniqueKey) && !DERIVED_ID.test(uniqueKey)) return uniqueKey;
  const root = namespaceState(namespace).keys.root();
  const id = hkdfSha256(root, encodeWtf8("durable-id/namespace"), new Uint8Array(0));
  return encodeHex(id.subarray(0, DERIVED_ID_SIZE));
}
