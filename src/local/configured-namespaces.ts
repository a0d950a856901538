import { ErrorCode, rangeError } from "../format/errors.js";
import { readHistory } from "./class-history.js";
import { type ClassKey, classKey } from "./class-key.js";
import { ConfigValue } from "./config-value.js";

/** The namespace of a Durable Object class in a wrangler configuration. */
export interface ConfiguredNamespace extends ClassKey {
  /** The first binding to the class; undefined if the Worker exports it without one. */
  readonly binding: string | undefined;
  /** The former names of the class, before it was renamed or transferred, newest first. IDs from that time have these keys. */
  readonly formerly: readonly ClassKey[];
}

/** Selects the part of a configuration to read. */
export interface ConfigurationOptions {
  /** The environment, as in `wrangler dev --env`; the top level by default. */
  env?: string | undefined;
}

/**
 * Returns the namespaces of all Durable Object classes in a wrangler configuration, with the unique keys that `wrangler dev`
 * and the Vite plugin give them: those of the bindings, then those that occur only in `migrations` or `exports`. As in
 * wrangler, an environment is a separate Worker, called `<name>-<env>` unless it has a `name`; it inherits `migrations`
 * and `exports`, but no bindings.
 * @param config the parsed content of `wrangler.jsonc`, `wrangler.json` or `wrangler.toml`
 * @param options selects the environment
 * @returns one namespace for each unique key; empty if the configuration has no Durable Objects
 * @throws RangeError (`ERR_DO_CONFIG`) for an unknown environment, or a Worker without a name;
 * TypeError (`ERR_DO_CONFIG`) for a member of the wrong type
 *
 * @example
 * ```js
 * import { configuredNamespaces } from "durable-id/local";
 *
 * const config = {
 *   name: "my-worker",
 *   durable_objects: { bindings: [{ name: "ROOMS", class_name: "ChatRoom" }] },
 *   migrations: [
 *     { tag: "v1", new_sqlite_classes: ["Room"] },
 *     { tag: "v2", renamed_classes: [{ from: "Room", to: "ChatRoom" }] },
 *   ],
 * };
 * const [rooms] = configuredNamespaces(config);
 * rooms.uniqueKey; // → "my-worker-ChatRoom"
 * rooms.formerly; // → [{ className: "Room", script: "my-worker", uniqueKey: "my-worker-Room" }]
 * ```
 */
export function configuredNamespaces(config: unknown, { env }: ConfigurationOptions = {}): ConfiguredNamespace[] {
  const root = new ConfigValue(config);
  const section = env === undefined ? root : environment(root, env);
  const script = () => workerName(root, section, env);
  const history = readHistory(inherited(root, section, "migrations"), inherited(root, section, "exports"), script);
  const found = new Map<string, ConfiguredNamespace>();
  const add = (key: ClassKey, binding: string | undefined) => {
    if (found.has(key.uniqueKey)) return;
    found.set(key.uniqueKey, { ...key, binding, formerly: history.formerly.get(key.uniqueKey) ?? [] });
  };
  for (const binding of section.get("durable_objects").get("bindings").list()) {
    const owner = binding.get("script_name").optionalText() ?? script();
    add(classKey(owner, binding.get("class_name").text()), binding.get("name").text());
  }
  for (const className of history.live) add(classKey(script(), className), undefined);
  return [...found.values()];
}

/**
 * Returns the names of the environments in a wrangler configuration.
 * @param config the parsed content of `wrangler.jsonc`, `wrangler.json` or `wrangler.toml`
 * @returns the names, in the order of the configuration
 * @throws TypeError (`ERR_DO_CONFIG`) if `env` is not an object
 */
export function configuredEnvironments(config: unknown): string[] {
  return new ConfigValue(config).get("env").names();
}

function environment(root: ConfigValue, env: string): ConfigValue {
  const environments = root.get("env");
  const names = environments.names();
  if (names.includes(env)) return environments.get(env);
  const allowed = names.length === 0 ? "the configuration has none" : `must be one of ${names.map(quoted).join(", ")}`;
  throw rangeError(ErrorCode.config, `Unknown environment ${quoted(env)}: ${allowed}.`);
}

function inherited(root: ConfigValue, section: ConfigValue, name: string): ConfigValue {
  const own = section.get(name);
  return own.isMissing ? root.get(name) : own;
}

function workerName(root: ConfigValue, section: ConfigValue, env: string | undefined): string {
  const own = section.get("name").optionalText();
  if (own !== undefined) return own;
  const name = root.get("name").optionalText();
  if (name !== undefined) return `${name}-${env}`;
  throw rangeError(
    ErrorCode.config,
    'The configuration must have a "name": without one, wrangler gives the Worker a new random name at every start.',
  );
}

function quoted(name: string): string {
  return JSON.stringify(name);
}
