import { hasCode, systemReason } from "../../local/system-errors.js";
import { createListingApi } from "../../rest/api.js";
import { authenticator } from "../../rest/auth.js";
import { CliError } from "../errors.js";
import { ExitCode } from "../exit-code.js";
import { stopRequest } from "../input/stop.js";
import type { Io } from "../io.js";
import { type Handler, type Listening, listen } from "../serve/http.js";
import { type DirectoryOptions, openDirectory } from "../serve/open-directory.js";
import { createSite } from "../serve/site.js";
import { readToken } from "../serve/token.js";
import { escapeControls } from "../text.js";

/** The account that the page asks about where none was named: any will do then. */
const ANY_ACCOUNT = "0".repeat(32);

/** Options of `serve`, as the command line gives them. */
export interface ServeOptions extends DirectoryOptions {
  readonly port: string;
  readonly host: string;
  readonly tokenFile?: string | undefined;
  readonly accountId?: string | undefined;
}

/** `serve`: the listing API, and a page for people, until the process is asked to end. */
export async function serve(options: ServeOptions, io: Io): Promise<ExitCode> {
  const port = parsePort(options.port);
  const { accountId } = options;
  if (accountId !== undefined && !/^[0-9a-f]{32}$/i.test(accountId)) {
    throw new CliError("--account-id must be 32 hex digits");
  }
  const { token, isNew } = await readToken(options.tokenFile);
  const onError = (error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    // A message that can't be written has nowhere else to go.
    io.stderr.write(`durable-id: ${escapeControls(text)}\n`).catch(() => undefined);
  };
  const directory = await openDirectory(options, onError);
  try {
    const auth = { tokens: [token] };
    const api = createListingApi({ directory, auth, accountId, onError });
    const authenticate = authenticator(auth);
    const site = createSite({ api, directory, authenticate, accountId: accountId ?? ANY_ACCOUNT, onError });
    const server = await startServer(site, port, options.host);
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
  if (newToken !== undefined) lines.push(`token  ${newToken} (for this run: --token-file keeps one)`);
  return lines.join("\n");
}

async function startServer(site: Handler, port: number, host: string): Promise<Listening> {
  try {
    return await listen(site, port, host);
  } catch (error) {
    const reason = hasCode(error, "EADDRINUSE") ? "something else listens there already" : systemReason(error);
    throw new CliError(`can't listen on ${host} port ${port}: ${reason}`);
  }
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new CliError("--port wants a port: a whole number up to 65535, 0 for any that is free");
}
