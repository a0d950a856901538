import { isCredential } from "../format/secret.js";
import type { ListingCredentials } from "../remote/listing-types.js";
import { CliError } from "./errors.js";
import type { Io } from "./io.js";
import { readToken } from "./token-file.js";

/** The credentials of a run, with a warning for the user, if any. */
export interface FoundCredentials {
  readonly credentials: ListingCredentials;
  readonly warning?: string | undefined;
}

/** The token in a file, or else the credentials in the environment: the variables that wrangler reads, in its order. */
export async function findCredentials(
  tokenFile: string | undefined,
  { env, stop }: Pick<Io, "env" | "stop">,
): Promise<FoundCredentials> {
  if (tokenFile !== undefined) {
    const { token, warning } = await readToken(tokenFile, stop);
    return { credentials: { token }, warning };
  }
  const token = variable(env, "CLOUDFLARE_API_TOKEN");
  const key = variable(env, "CLOUDFLARE_API_KEY");
  const email = variable(env, "CLOUDFLARE_EMAIL");
  if (key !== undefined && email !== undefined) return { credentials: { key, email } };
  if (token !== undefined) return { credentials: { token } };
  throw new CliError("missing API token: pass --token-file FILE, or set CLOUDFLARE_API_TOKEN");
}

/** The value of a variable; `undefined` if it is unset or empty. The error doesn't contain the value. */
function variable(env: Io["env"], name: string): string | undefined {
  const value = env[name];
  if (value === undefined || value === "") return undefined;
  if (isCredential(value)) return value;
  throw new CliError(`${name} must be printable ASCII without spaces`);
}
