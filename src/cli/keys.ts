import { basename } from "node:path";
import type { LabelledNamespace } from "../check/namespaces.js";
import type { EngineChoice } from "../engine/select.js";
import { DurableObjectNamespace } from "../namespace/namespace.js";
import { CliError } from "./errors.js";
import { readKeyFile } from "./key-file.js";

/** A key as the command line names it. */
export type KeySource = { readonly uniqueKey: string } | { readonly keyFile: string };

/** What all namespaces of one command have in common. */
export interface KeyOptions {
  readonly jurisdiction?: string | undefined;
  readonly engine?: string | undefined;
}

/** The namespaces of the keys, in their order; subnamespaces where there is a jurisdiction. */
export async function openNamespaces(
  keys: readonly KeySource[],
  options: KeyOptions,
  stop: AbortSignal | undefined,
): Promise<LabelledNamespace[]> {
  const labels = labelsOf(keys);
  const opened: LabelledNamespace[] = [];
  for (const [i, key] of keys.entries()) {
    const className = "uniqueKey" in key ? celldClass(key.uniqueKey) : undefined;
    opened.push({ label: labels[i], className, namespace: await openNamespace(key, options, stop) });
  }
  return opened;
}

/** The class in a unique key of celld, `cells:v1:9:my-worker:ChatRoom`. Other keys don't tell for certain. */
function celldClass(uniqueKey: string): string | undefined {
  return /^cells:v1:\d+:.*:([^:]+)$/s.exec(uniqueKey)?.[1];
}

/** The namespaces of at least one key. */
export async function requireNamespaces(
  keys: readonly KeySource[],
  options: KeyOptions,
  stop: AbortSignal | undefined,
): Promise<LabelledNamespace[]> {
  if (keys.length === 0) throw new CliError("no key: pass --unique-key KEY, or --key-file FILE for a secret one");
  return openNamespaces(keys, options, stop);
}

async function openNamespace(
  key: KeySource,
  options: KeyOptions,
  stop: AbortSignal | undefined,
): Promise<DurableObjectNamespace> {
  // Whatever is no choice, the namespace refuses.
  const engine = options.engine as EngineChoice | undefined;
  if ("uniqueKey" in key) {
    return new DurableObjectNamespace({ uniqueKey: key.uniqueKey, engine }).jurisdiction(options.jurisdiction);
  }
  const secret = await readKeyFile(key.keyFile, stop);
  const namespace = new DurableObjectNamespace({ key: secret, engine }).jurisdiction(options.jurisdiction);
  secret.fill(0);
  return namespace;
}

/** A key file goes by its base name, or by its path where that would be another key's label too. */
function labelsOf(keys: readonly KeySource[]): string[] {
  const short = keys.map((key) => ("uniqueKey" in key ? key.uniqueKey : basename(key.keyFile)));
  return keys.map((key, i) => {
    const isTaken = short.some((label, other) => other !== i && label === short[i]);
    return isTaken && "keyFile" in key ? key.keyFile : short[i];
  });
}
