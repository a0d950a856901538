import type { CandidateNamespace } from "../check/candidates.js";
import { ErrorCode } from "../format/errors.js";
import type { ClassKey } from "../local/class-key.js";
import { configuredEnvironments, configuredNamespaces } from "../local/configured-namespaces.js";
import { hasCode } from "../system/errors.js";
import { quote } from "../text/printable.js";
import { shellWord } from "../text/shell-word.js";
import { CliError } from "./errors.js";
import type { KeyChoice, UnlabelledKey } from "./key-source.js";
import { readConfiguration } from "./read-configuration.js";

/** A current or former key of a class in the configuration. */
interface ConfiguredKey extends ClassKey {
  /** The current class. */
  readonly present: ClassKey;
}

/**
 * The keys of a configuration's Durable Object classes: for each class the current key, then the older ones.
 * @throws CliError if it can't be read, or has no Durable Object classes, or not the chosen environment or class
 */
export async function configuredKeys(path: string, { env, class: className }: KeyChoice): Promise<UnlabelledKey[]> {
  const config = await readConfiguration(path);
  const keys = keysOf(config, path, env);
  if (keys.length === 0) throw noClasses(config, path, env);
  return chosen(keys, className, path).map((key) => ({
    uniqueKey: key.uniqueKey,
    isFormer: isFormer(key),
    // IDs of an older key may be stored under either name of the class.
    className: isFormer(key) ? undefined : key.className,
    label: key.present.className + originOf(key),
    longLabel: `${key.present.className} of ${key.present.script}${originOf(key)}`,
  }));
}

/** The keys of all environments of a configuration, except those in use. */
export async function unusedKeys(
  path: string,
  { env, class: className }: KeyChoice,
  used: Iterable<string>,
): Promise<CandidateNamespace[]> {
  const config = await readConfiguration(path);
  const candidates = new Map<string, CandidateNamespace>();
  const known = new Set(used);
  for (const each of [undefined, ...configuredEnvironments(config)]) {
    for (const key of keysIfNamed(config, path, each)) {
      const { uniqueKey, present } = key;
      if (known.has(uniqueKey) || candidates.has(uniqueKey)) continue;
      const place = each === undefined ? "at the top level" : `in the environment ${quote(each)}`;
      const label = `${present.className}${originOf(key)} ${place}`;
      const remedies: string[] = [];
      if (each !== env) remedies.push(each === undefined ? "leave out --env" : `pass --env ${shellWord(each)}`);
      if (className !== undefined && className !== present.className)
        remedies.push(`pass --class ${shellWord(present.className)}`);
      candidates.set(uniqueKey, { uniqueKey, label, remedy: remedies.join(" and ") });
    }
  }
  return [...candidates.values()];
}

function keysOf(config: unknown, path: string, env: string | undefined): ConfiguredKey[] {
  try {
    return configuredNamespaces(config, { env }).flatMap((present) =>
      [present, ...present.formerly].map((key) => ({ ...key, present })),
    );
  } catch (error) {
    if (!isConfigError(error)) throw error;
    const [first, ...rest] = error.message.replace(/\.$/, "");
    throw new CliError(`${quote(path)}: ${first.toLowerCase()}${rest.join("")}`);
  }
}

/** The keys; empty for a Worker without a name, whose keys are unknown. */
function keysIfNamed(config: unknown, path: string, env: string | undefined): ConfiguredKey[] {
  try {
    return keysOf(config, path, env);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return [];
  }
}

function isConfigError(error: unknown): error is Error {
  return error instanceof Error && hasCode(error, ErrorCode.config);
}

/** The keys of one class, chosen by its current name or else by an older one; all keys if none is chosen. */
function chosen(keys: readonly ConfiguredKey[], className: string | undefined, path: string): readonly ConfiguredKey[] {
  if (className === undefined) return keys;
  const ofClass = keys.filter(({ present }) => present.className === className);
  const ofName = ofClass.length > 0 ? ofClass : keys.filter((key) => key.className === className);
  if (ofName.length > 0) return ofName;
  const names = new Set(keys.map(({ present }) => present.className));
  throw new CliError(`--class must be a class of ${quote(path)} (${[...names].join(", ")}), got ${quote(className)}`);
}

function isFormer(key: ConfiguredKey): boolean {
  return key.uniqueKey !== key.present.uniqueKey;
}

/** For an older key, the former class in brackets. */
function originOf(key: ConfiguredKey): string {
  if (!isFormer(key)) return "";
  if (key.script === key.present.script) return ` (renamed from ${key.className})`;
  return ` (transferred from ${key.className} of ${key.script})`;
}

function noClasses(config: unknown, path: string, env: string | undefined): CliError {
  const environments = configuredEnvironments(config).filter((each) => keysIfNamed(config, path, each).length > 0);
  const place = env === undefined ? "" : `the environment ${quote(env)} of `;
  const remedy =
    environments.length === 0
      ? ""
      : `: pass --env with one of ${environments.map((each) => shellWord(each)).join(", ")}`;
  return new CliError(`no Durable Object classes in ${place}${quote(path)}${remedy}`);
}
