/** The kinds of objects that a local runtime stores in files, and that `localObject` can find. */
export type LocalKind =
  | "do"
  | "d1"
  | "kv"
  | "r2"
  | "cache"
  | "workflow"
  | "secrets-store"
  | "images"
  | "stream"
  | "flagship"
  | "ratelimit"
  | "observability"
  | "artifacts";

/** The subfolder of a state folder with the namespaces of each kind. */
export const PLUGINS: Readonly<Record<LocalKind, string>> = {
  do: "do",
  d1: "d1",
  kv: "kv",
  r2: "r2",
  cache: "cache",
  workflow: "workflows",
  "secrets-store": "secrets-store",
  images: "images",
  stream: "stream",
  flagship: "flagship",
  ratelimit: "ratelimit",
  observability: "observability",
  artifacts: "artifacts",
};

/** A name that is a single folder on every system, without path separators. */
const FOLDER_NAME = /^(?!\.{1,2}$)[^/\\\0]+$/;

/** Whether a unique key can be the name of its namespace's folder, as a local runtime needs it. */
export function isFolderName(uniqueKey: string): boolean {
  return FOLDER_NAME.test(uniqueKey);
}

/** `<UUID>-<Class>`: since 4.72, wrangler gives a Worker without a name a random UUID. */
const UNNAMED_WORKER = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}-./i;

/**
 * Whether a unique key belongs to a Worker without a name. wrangler gives it a new UUID at every start, so its objects can't
 * be found again.
 */
export function isUnnamedWorker(uniqueKey: string): boolean {
  return UNNAMED_WORKER.test(uniqueKey);
}
