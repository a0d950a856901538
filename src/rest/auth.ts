import { ErrorCode, typeError } from "../format/errors.js";
import { bearerToken, equalDigests, isToken, secretDigest } from "../format/secret.js";
import { malformedAuthorization, missingCredentials, rejectedCredentials } from "./faults.js";
import type { AcceptedCredentials, Authenticate, Credentials } from "./options.js";

/** Converts a list of credentials to a function that checks credentials. */
export function authenticator(auth: AcceptedCredentials | Authenticate): Authenticate {
  if (typeof auth === "function") return auth;
  const accepted = acceptedCredentials(auth).map(digestOf);
  return (credentials) => {
    const digest = digestOf(credentials);
    // No early exit, so that the time reveals neither how far a guess matches, nor which entry.
    let matches = 0;
    for (const each of accepted) matches |= equalDigests(digest, each) ? 1 : 0;
    return matches === 1;
  };
}

/** All credentials of a list, after checking that a header can transmit them. */
function acceptedCredentials(auth: AcceptedCredentials | undefined): Credentials[] {
  const { tokens = [], keys = [] } = auth ?? {};
  const areLists = Array.isArray(tokens) && Array.isArray(keys);
  const credentials: Credentials[] = areLists ? [...tokens.map((token) => ({ token })), ...keys] : [];
  const isGood = credentials.every(({ token, email, key }) =>
    token === undefined ? isToken(email) && isToken(key) : isToken(token),
  );
  if (credentials.length > 0 && isGood) return credentials;
  throw typeError(
    ErrorCode.argument,
    "`auth` must be a function, or have at least one of `tokens` and `keys`, all of them printable ASCII without spaces.",
  );
}

/** The first of the accepted credentials, as the source of a secret; `undefined` if a function decides. */
export function firstCredentials(auth: AcceptedCredentials | Authenticate): Uint8Array | undefined {
  return typeof auth === "function" ? undefined : digestOf(acceptedCredentials(auth)[0]);
}

function digestOf({ token, email, key }: Credentials): Uint8Array {
  return secretDigest(token === undefined ? `key ${email} ${key}` : `token ${token}`);
}

/**
 * The credentials of a request; a token takes precedence over a key.
 * @throws ApiFault 400 for missing or malformed credentials
 */
export function credentialsOf(headers: Headers): Credentials {
  const authorization = headers.get("authorization");
  if (authorization !== null) {
    const token = bearerToken(authorization);
    if (token === undefined) throw malformedAuthorization();
    return { token };
  }
  const email = headers.get("x-auth-email");
  const key = headers.get("x-auth-key");
  if (!email || !key) throw missingCredentials();
  return { email, key };
}

/** Authenticates a request; throws ApiFault 400 without credentials, 401 with wrong ones. */
export async function requireAuthentic(headers: Headers, accountId: string, authenticate: Authenticate): Promise<void> {
  if (!(await authenticate(credentialsOf(headers), accountId))) throw rejectedCredentials();
}
