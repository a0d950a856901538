import { remoteVerdicts } from "../check/remote/remote-verdicts.js";
import type { VerdictSource } from "../check/verdict-source.js";
import { quote } from "../text/printable.js";
import type { CheckOptions } from "./check-options.js";
import { CliError } from "./errors.js";
import type { Io } from "./io.js";
import type { KeySource } from "./keys.js";
import { readToken } from "./token-file.js";

/** Options that select or use keys. */
const KEYED = {
  env: "--env",
  worker: "--worker",
  class: "--class",
  jurisdiction: "--jurisdiction",
  engine: "--engine",
  repairs: "--repairs",
  repairLimit: "--repair-limit",
} as const;

/**
 * Opens the Worker of `--remote` as a source of verdicts.
 * @param requests the maximum number of requests at a time; undefined for the default
 */
export async function openRemote(
  keys: readonly KeySource[],
  options: CheckOptions & { readonly remote: string },
  requests: number | undefined,
  io: Io,
): Promise<VerdictSource> {
  checkKeyless(keys, options);
  const { remote: url, tokenFile, allowHttp } = options;
  if (tokenFile === undefined) throw new CliError("--remote needs --token-file FILE with the token of the Worker");
  const { token, warning } = await readToken(tokenFile, io.stop);
  if (warning !== undefined) await io.stderr.write(`durable-id: ${warning}\n`);
  const tokenName = `the token in ${quote(tokenFile)}`;
  return remoteVerdicts({ url, token, tokenName, requests, allowHttp, stop: io.stop });
}

function checkKeyless(keys: readonly KeySource[], options: CheckOptions): void {
  for (const [name, flag] of Object.entries(KEYED)) {
    if (options[name as keyof typeof KEYED] !== undefined) {
      throw new CliError(`${flag} can't be combined with --remote: it needs the keys of the namespaces`);
    }
  }
  const [key] = keys;
  if (key === undefined) return;
  const flag = "uniqueKey" in key ? "--unique-key" : "keyFile" in key ? "--key-file" : "--config";
  throw new CliError(`${flag} can't be combined with --remote, which uses the namespaces bound to the Worker`);
}
