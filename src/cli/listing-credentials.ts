import { isCredential } from "../format/secret.js";
import type { ListingCredentials } from "../remote/listing-types.js";
import { CliError } from "./errors.js";
import type { Io } from "./io.js";
import { readToken } from "./token-file.js";

/** The credentials of a run, and what a person should know about them. */
export interface FoundCredentials {
  readonly credentials: ListingCredentials;
  readonly warning?: string | undefined;
}

/** The token of a file, or else the credentials of the environment: the variables that wrangler reads, in its order. */
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

/** What a variable holds; `undefined` if it is unset or empty. The error doesn't repeat it. */
function variable(env: Io["env"], name: string): string | undefined {
  const value = env[name];
  if (value === undefined || value === "") return undefined;
  if (isCredential(value)) return value;
  throw new CliError(`${name} must be printable ASCII without spaces`);
}
