import { basename } from "node:path";
import type { CandidateNamespace } from "../check/candidates.js";
import { celldClassOf } from "../format/celld.js";
import { isClassName } from "../format/class-name.js";
import { quote } from "../text/printable.js";
import { CliError } from "./errors.js";
import type { Key, KeyChoice, KeySource, UnlabelledKey } from "./key-source.js";

/** The Worker names that wrangler accepts. */
const WORKER = /^[a-z0-9_][a-z0-9_-]*$/;

/**
 * Resolves the keys of the command line, each once, in the order of the options: for a configuration, each class's
 * current key and then its older ones.
 * @throws CliError for options that can't be combined, and for a configuration without the requested keys
 */
export async function resolveKeys(sources: readonly KeySource[], choice: KeyChoice): Promise<Key[]> {
  checkChoice(sources, choice);
  const found: UnlabelledKey[] = [];
  for (const source of sources) {
    if ("uniqueKey" in source) {
      const { uniqueKey } = source;
      // Other unique keys don't reliably contain the name of the class.
      const className = celldClassOf(uniqueKey)?.className;
      found.push({ uniqueKey, isFormer: false, className, label: uniqueKey, longLabel: uniqueKey });
    } else if ("keyFile" in source) {
      const { keyFile } = source;
      found.push({ keyFile, label: basename(keyFile), longLabel: keyFile });
    } else {
      // Loaded only with --config, because other runs don't need the parsers.
      const { configuredKeys } = await import("./configured-keys.js");
      found.push(...(await configuredKeys(source.config, choice)));
    }
  }
  const { worker, class: className } = choice;
  if (worker !== undefined && className !== undefined) {
    const uniqueKey = `${worker}-${className}`;
    found.push({ uniqueKey, isFormer: false, className, label: uniqueKey, longLabel: uniqueKey });
  }
  return labelled(withoutRepeats(found));
}

/** All keys in the configurations, except those in use: foreign IDs may belong to them. Undefined without a configuration. */
export async function candidatesFor(
  sources: readonly KeySource[],
  choice: KeyChoice,
  used: readonly Key[],
): Promise<CandidateNamespace[] | undefined> {
  const configs = sources.flatMap((source) => ("config" in source ? source.config : []));
  if (configs.length === 0) return undefined;
  const { unusedKeys } = await import("./configured-keys.js");
  const keys = used.flatMap((key) => ("uniqueKey" in key ? key.uniqueKey : []));
  const found = await Promise.all(configs.map((config) => unusedKeys(config, choice, keys)));
  return [...new Map(found.flat().map((candidate) => [candidate.uniqueKey, candidate])).values()];
}

function checkChoice(sources: readonly KeySource[], { env, worker, class: className }: KeyChoice): void {
  const hasConfig = sources.some((source) => "config" in source);
  if (env !== undefined && !hasConfig) throw new CliError("--env needs --config: it names an environment of that file");
  if (worker !== undefined) {
    if (hasConfig)
      throw new CliError("--worker can't be combined with --config, which names the Worker: pass one of them");
    if (className === undefined) throw new CliError("--worker needs --class with the name of a Durable Object class");
    if (!WORKER.test(worker)) {
      throw new CliError(`--worker must consist of lower-case letters, digits, - and _, got ${quote(worker)}`);
    }
  }
  if (className === undefined) return;
  if (worker === undefined && !hasConfig) throw new CliError("--class needs --worker NAME or --config FILE");
  if (!isClassName(className)) throw new CliError(`--class must be the name of a class, got ${quote(className)}`);
}

/** Removes duplicate unique keys; a class that currently has the key is kept rather than one that had it formerly. */
function withoutRepeats(keys: readonly UnlabelledKey[]): UnlabelledKey[] {
  const present = new Set(keys.flatMap((key) => ("uniqueKey" in key && !key.isFormer ? key.uniqueKey : [])));
  const seen = new Set<string>();
  return keys.filter((key) => {
    if (!("uniqueKey" in key)) return true;
    if (seen.has(key.uniqueKey) || (key.isFormer && present.has(key.uniqueKey))) return false;
    seen.add(key.uniqueKey);
    return true;
  });
}

function labelled(keys: readonly UnlabelledKey[]): Key[] {
  return keys.map(({ longLabel, ...key }, i) => {
    const isTaken = keys.some(({ label }, other) => other !== i && label === key.label);
    return isTaken ? { ...key, label: longLabel } : key;
  });
}
