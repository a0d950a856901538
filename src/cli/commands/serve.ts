import { stopRequest } from "../../check/inputs/stop.js";
import { createListingApi } from "../../rest/api.js";
import { authenticator } from "../../rest/auth.js";
import { exposureWarning, forOwnHosts, isLoopback } from "../../serve/hosts.js";
import { type Handler, type Listening, listen } from "../../serve/http.js";
import { type DirectoryOptions, openDirectory } from "../../serve/open-directory.js";
import { createSite } from "../../serve/site.js";
import { hasCode, systemReason } from "../../system/errors.js";
import { escapeControls, quote } from "../../text/printable.js";
import { CliError } from "../errors.js";
import { ExitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import { readToken } from "../token-file.js";

/** The account that the page requests if every account is accepted. */
const ANY_ACCOUNT = "0".repeat(32);

/** Options of `serve`, as parsed from the command line. */
export interface ServeOptions extends DirectoryOptions {
  readonly port: string;
  readonly host: string;
  readonly tokenFile?: string | undefined;
  readonly accountId?: string | undefined;
  readonly allowedHost?: readonly string[] | undefined;
}

/** `serve`: serves the listing API and a page to browse it, until the process is stopped. */
export async function serve(options: ServeOptions, io: Io): Promise<ExitCode> {
  const port = parsePort(options.port);
  const { accountId } = options;
  if (accountId !== undefined && !/^[0-9a-f]{32}$/i.test(accountId)) {
    throw new CliError("--account-id must be 32 hex digits");
  }
  if (options.state !== undefined && options.db !== undefined) {
    throw new CliError("--state can't be combined with --db: pass one of them");
  }
  const hosts = [options.host, ...parseHostNames(options.allowedHost ?? [])];
  // If standard error fails, there is no other place for the message.
  const tell = (text: string) => io.stderr.write(`durable-id: ${escapeControls(text)}\n`).catch(() => undefined);
  const onError = (error: unknown) => {
    tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };
  const { token, isNew, warning } = await readToken(options.tokenFile, io.stop);
  if (warning !== undefined) await tell(warning);
  const directory = await openDirectory(options, onError);
  try {
    const auth = { tokens: [token] };
    const api = createListingApi({ directory, auth, accountId, onError });
    const authenticate = authenticator(auth);
    const site = createSite({ api, directory, authenticate, accountId: accountId ?? ANY_ACCOUNT, onError });
    const server = await startServer(forOwnHosts(hosts, site), port, options.host);
    if (!isLoopback(server.address)) await tell(exposureWarning(server.address));
    await io.stdout.write(`${announcement(server.origin, isNew ? token : undefined)}\n`);
    await stopRequest(io.stop);
    await server.close();
    return ExitCode.valid;
  } finally {
    await directory.close();
  }
}

function announcement(origin: string, newToken: string | undefined): string {
  const lines = [`page   ${origin}/`, `API    ${origin}/client/v4`];
  if (newToken !== undefined)
    lines.push(`token  ${newToken} (for this run only: pass --token-file to use the same token each time)`);
  return lines.join("\n");
}

async function startServer(site: Handler, port: number, host: string): Promise<Listening> {
  try {
    return await listen(site, port, host);
  } catch (error) {
    const reason = hasCode(error, "EADDRINUSE") ? "the port is in use" : systemReason(error);
    throw new CliError(`can't listen on ${host} port ${port}: ${reason}`);
  }
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new CliError(`--port must be an integer from 0 to 65535 (0: any free port), got ${quote(text)}`);
}

/** The names of `--allowed-host`. @throws CliError for a name that can't be the host of a URL */
export function parseHostNames(names: readonly string[]): readonly string[] {
  for (const name of names) {
    if (URL.canParse(`http://${name}`) && new URL(`http://${name}`).hostname === name.toLowerCase()) continue;
    throw new CliError(`--allowed-host must be a host name without a port, got ${quote(name)}`);
  }
  return names;
}
