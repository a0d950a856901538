/** One entry of an envelope's `errors`. */
export interface ApiErrorEntry {
  readonly code: number;
  readonly message: string;
  readonly error_chain?: readonly ApiErrorEntry[];
}

/** A refused request: its status, and the error for the client. */
export class ApiFault extends Error {
  readonly status: number;
  readonly entry: ApiErrorEntry;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, entry: ApiErrorEntry, headers: Readonly<Record<string, string>> = {}) {
    super(entry.message);
    this.status = status;
    this.entry = entry;
    this.headers = headers;
  }
}

/** Missing or incomplete credentials. */
export function missingCredentials(): ApiFault {
  return new ApiFault(400, { code: 9106, message: "Missing X-Auth-Key, X-Auth-Email or Authorization headers" });
}

/** An `Authorization` header that is not `Bearer` with a token. */
export function malformedAuthorization(): ApiFault {
  return new ApiFault(400, {
    code: 6003,
    message: "Invalid request headers",
    error_chain: [{ code: 6111, message: "Invalid format for Authorization header" }],
  });
}

/** A token or key that isn't accepted. */
export function rejectedCredentials(): ApiFault {
  return new ApiFault(401, { code: 10000, message: "Authentication error" }, { "www-authenticate": "Bearer" });
}

/** Accepted credentials, but for another account. */
export function foreignAccount(): ApiFault {
  return new ApiFault(403, { code: 10000, message: "Authentication error" });
}

/** An unknown path. */
export function noRoute(path: string): ApiFault {
  return new ApiFault(404, {
    code: 7003,
    message: `Could not route to ${path}, perhaps your object identifier is invalid?`,
  });
}

/** An unknown namespace. */
export function unknownNamespace(id: string): ApiFault {
  return new ApiFault(404, { code: 10066, message: `Durable Object namespace ID '${id}' not found.` });
}

/** An invalid query parameter; `expected` completes "must be …". */
export function badParameter(name: string, values: readonly string[], expected: string): ApiFault {
  const value = values.map((each) => JSON.stringify(truncate(each))).join(", ");
  return new ApiFault(400, { code: 10077, message: `Invalid ${name} ${value}: must be ${expected}.` });
}

/** A method that the path doesn't support. */
export function wrongMethod(method: string, allowed: string): ApiFault {
  const message = `Method ${method} is not allowed. Allowed: ${allowed}.`;
  return new ApiFault(405, { code: 10405, message }, { allow: allowed });
}

/** An internal error, whose reason is not shown to the client. */
export function internalError(): ApiFault {
  return new ApiFault(500, { code: 10013, message: "An unknown error has occurred." });
}

const SHOWN = 100;

function truncate(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
