import { stat } from "node:fs/promises";
import { join } from "node:path";
import { type LocalObjectOptions, localObject } from "../../local/object.js";
import { hasCode, systemReason } from "../../local/system-errors.js";
import { CliError } from "../errors.js";
import { ExitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import { quote } from "../text.js";

/** Options of `locate`. */
export interface LocateOptions {
  /** The state directory. */
  readonly state: string;
  /** The ID of a Durable Object, in place of its name. */
  readonly id?: string | undefined;
}

/** What `locate` can find, and what it wants to know of it. */
export const KINDS: Readonly<Record<string, string>> = {
  do: "do UNIQUE-KEY NAME, or do UNIQUE-KEY --id ID",
  d1: "d1 DATABASE-ID",
  kv: "kv NAMESPACE-ID",
  r2: "r2 BUCKET",
  cache: "cache, or cache NAME",
  workflow: "workflow NAME INSTANCE-ID",
  "secrets-store": "secrets-store STORE-ID",
};

/** `locate KIND NAME…`: prints where the object's file is, or would be. */
export async function locate(
  kind: string,
  names: readonly string[],
  options: LocateOptions,
  io: Io,
): Promise<ExitCode> {
  const file = join(options.state, localObject(describe(kind, names, options.id)).path);
  await io.stdout.write(`${file}\n`);
  if (await isFile(file)) return ExitCode.valid;
  await io.stderr.write(
    `durable-id: there is no such file: the object never ran, or its state is elsewhere (--state)\n`,
  );
  return ExitCode.invalid;
}

function describe(kind: string, names: readonly string[], id: string | undefined): LocalObjectOptions {
  const wanted = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (wanted === undefined) throw new CliError(`no such kind as ${quote(kind)}: say ${Object.keys(KINDS).join(", ")}`);
  const [first, second] = names;
  if (id !== undefined && kind !== "do") throw new CliError("--id is for Durable Objects (do)");
  if (kind === "cache" && names.length <= 1) return { kind, name: first };
  if (first !== undefined && second === undefined) {
    if (kind === "d1" || kind === "kv" || kind === "r2" || kind === "secrets-store") return { kind, id: first };
    if (kind === "do" && id !== undefined) return { kind, uniqueKey: first, id };
  }
  if (first !== undefined && second !== undefined && names.length === 2 && id === undefined) {
    if (kind === "do") return { kind, uniqueKey: first, name: second };
    if (kind === "workflow") return { kind, name: first, id: second };
  }
  throw new CliError(`${kind} is located by: ${wanted}`);
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (hasCode(error, "ENOENT") || hasCode(error, "ENOTDIR")) return false;
    throw new CliError(`can't look at ${quote(path)}: ${systemReason(error)}`);
  }
}
