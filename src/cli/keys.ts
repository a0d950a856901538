import type { LabelledNamespace } from "../check/namespaces.js";
import type { EngineChoice } from "../engine/types.js";
import { DurableObjectNamespace } from "../namespace/namespace.js";
import { CliError } from "./errors.js";
import type { Io } from "./io.js";
import { readKeyFile } from "./key-file.js";
import type { Key, KeyChoice, KeySource } from "./key-source.js";
import { resolveKeys } from "./resolve-keys.js";

export type { KeySource };

/** Options that select the keys of a command, and the settings of all of their namespaces. */
export interface KeyOptions extends KeyChoice {
  readonly jurisdiction?: string | undefined;
  readonly engine?: string | undefined;
}

/** What stops the reading of a key, and where warnings about its file go. */
type MessageIo = Pick<Io, "stop" | "stderr">;

/** A namespace from the command line, with its key. */
export interface OpenNamespace extends LabelledNamespace {
  readonly key: Key;
}

/**
 * Creates the namespaces of the keys, in order; subnamespaces if there is a jurisdiction.
 * @throws CliError for a jurisdiction without a key
 */
export async function openNamespaces(
  sources: readonly KeySource[],
  options: KeyOptions,
  io: MessageIo,
): Promise<OpenNamespace[]> {
  const keys = await resolveKeys(sources, options);
  if (keys.length === 0 && options.jurisdiction !== undefined) {
    throw new CliError("--jurisdiction needs a key: pass --unique-key KEY, --config FILE or --key-file FILE");
  }
  const opened: OpenNamespace[] = [];
  for (const key of keys) opened.push(await openNamespace(key, options, io));
  return opened;
}

/** The namespaces of the keys, of which there must be at least one. */
export async function requireNamespaces(
  sources: readonly KeySource[],
  options: KeyOptions,
  io: MessageIo,
): Promise<OpenNamespace[]> {
  const opened = await openNamespaces(sources, options, io);
  if (opened.length === 0) throw noKey();
  return opened;
}

/** The namespace of a command that takes exactly one key. */
export async function requireNamespace(
  sources: readonly KeySource[],
  options: KeyOptions,
  io: MessageIo,
): Promise<DurableObjectNamespace> {
  return (await openNamespace(await requireKey(sources, options), options, io)).namespace;
}

/** The key of a command that takes exactly one. For a configured class, this is its current key. */
export async function requireKey(sources: readonly KeySource[], choice: KeyChoice): Promise<Key> {
  const keys = await resolveKeys(sources, choice);
  if (keys.length === 0) throw noKey();
  const present = keys.filter((key) => !("isFormer" in key && key.isFormer));
  const [key, ...others] = present.length > 0 ? present : keys;
  if (others.length === 0) return key;
  const labels = [key, ...others].map(({ label }) => label).join(", ");
  const isChoice = choice.class === undefined && sources.some((source) => "config" in source);
  const remedy = isChoice ? "choose one with --class" : "pass only one";
  throw new CliError(`expected one key, got ${others.length + 1} (${labels}): ${remedy}`);
}

async function openNamespace(key: Key, options: KeyOptions, { stop, stderr }: MessageIo): Promise<OpenNamespace> {
  // The namespace validates the engine.
  const engine = options.engine as EngineChoice | undefined;
  const { label } = key;
  if ("uniqueKey" in key) {
    const { uniqueKey, className } = key;
    const namespace = new DurableObjectNamespace({ uniqueKey, engine }).jurisdiction(options.jurisdiction);
    return { label, className, namespace, key };
  }
  const { key: secret, warning } = await readKeyFile(key.keyFile, stop);
  if (warning !== undefined) await stderr.write(`durable-id: ${warning}\n`);
  const namespace = new DurableObjectNamespace({ key: secret, engine }).jurisdiction(options.jurisdiction);
  secret.fill(0);
  return { label, namespace, key };
}

function noKey(): CliError {
  return new CliError(
    "missing key: pass --unique-key KEY, --config FILE for the keys of wrangler, or --key-file FILE for a secret key",
  );
}
