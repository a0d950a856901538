/** The text of a workerd configuration (Cap'n Proto) for one worker, its namespaces, and one HTTP socket. */

/** A Durable Object namespace of the worker. */
export interface NamespaceBinding {
  /** Its name in `env`. */
  readonly binding: string;
  /**
   * Its key: any string without lone surrogates, since a text of Cap'n Proto has to be UTF-8, and workerd doesn't start
   * otherwise. Bindings with the same key are one namespace.
   */
  readonly uniqueKey: string;
  /** Whether its objects are backed by SQLite: they have `storage.sql` and `storage.kv` then. */
  readonly sqlite?: boolean;
}

/** The name of the socket whose port workerd reports. */
export const SOCKET = "http";

/** The module that workerd starts: re-exports the bundle, with a class for each namespace. */
export const MAIN_MODULE = "main.js";
/** The module that the caller wrote, bundled. */
export const BUNDLE_MODULE = "bundle.js";

/** The content of `main.js`: workerd needs a separate class for each key, so each is a subclass of `TestObject`. */
export function mainModule(namespaces: readonly NamespaceBinding[]): string {
  if (namespaces.length === 0) return `export { default } from "./${BUNDLE_MODULE}";\n`;
  const classes = distinctKeys(namespaces).map((_, i) => `export class ${className(i)} extends TestObject {}\n`);
  return `import worker, { TestObject } from "./${BUNDLE_MODULE}";\nexport default worker;\n${classes.join("")}`;
}

/**
 * The configuration. All modules are in the same folder, including WebAssembly modules.
 * @param directory where objects that are backed by SQLite have their files: workerd keeps no SQLite in memory
 */
export function configText(
  directory: string,
  namespaces: readonly NamespaceBinding[],
  wasmModules: readonly string[],
  compatibilityDate: string,
): string {
  const keys = distinctKeys(namespaces);
  const classes = keys.map((key, i) => {
    const isSqlite = namespaces.some(({ uniqueKey, sqlite }) => uniqueKey === key && sqlite);
    return `(className = "${className(i)}", uniqueKey = ${capnpText(key)}${isSqlite ? ", enableSql = true" : ""})`;
  });
  const bindings = namespaces.map(
    ({ binding, uniqueKey }) =>
      `(name = ${capnpText(binding)}, durableObjectNamespace = "${className(keys.indexOf(uniqueKey))}")`,
  );
  const wasm = wasmModules.map((name) => `\n    (name = ${capnpText(name)}, wasm = embed ${capnpText(name)}),`);
  const isOnDisk = namespaces.some(({ sqlite }) => sqlite);
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)${isOnDisk ? `, (name = "disk", disk = (path = ${capnpText(directory)}, writable = true))` : ""}],
  sockets = [(name = "${SOCKET}", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [
    (name = "${MAIN_MODULE}", esModule = embed "${MAIN_MODULE}"),
    (name = "${BUNDLE_MODULE}", esModule = embed "${BUNDLE_MODULE}"),${wasm.join("")}
  ],
  compatibilityDate = ${capnpText(compatibilityDate)},
  durableObjectNamespaces = [${classes.join(", ")}],
  durableObjectStorage = ${isOnDisk ? '(localDisk = "disk")' : "(inMemory = void)"},
  bindings = [${bindings.join(", ")}],
);
`;
}

function distinctKeys(namespaces: readonly NamespaceBinding[]): string[] {
  return [...new Set(namespaces.map(({ uniqueKey }) => uniqueKey))];
}

function className(index: number): string {
  return `TestObject${index}`;
}

/** A string literal of Cap'n Proto, every byte outside of plain ASCII escaped. */
function capnpText(text: string): string {
  let literal = "";
  for (const byte of new TextEncoder().encode(text)) {
    const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c;
    literal += plain ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`;
  }
  return `"${literal}"`;
}
