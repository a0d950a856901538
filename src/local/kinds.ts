/** What a local runtime keeps in files of objects, and `localObject` can find. */
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

/** The folder of a state folder that holds a kind's namespaces. */
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

/** A name that is a single folder on every system, and leads nowhere else. */
const FOLDER_NAME = /^(?!\.{1,2}$)[^/\\\0]+$/;

/** Whether a unique key can be the name of its namespace's folder: a runtime can't keep a namespace of any other. */
export function isFolderName(uniqueKey: string): boolean {
  return FOLDER_NAME.test(uniqueKey);
}

/** `<UUID>-<Class>`: since 4.72, wrangler calls a Worker without a name by a random UUID. */
const UNNAMED_WORKER = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}-./i;

/**
 * Whether a unique key is of a Worker without a name. wrangler draws a new UUID for it at every start, so its objects are
 * never found again.
 */
export function isUnnamedWorker(uniqueKey: string): boolean {
  return UNNAMED_WORKER.test(uniqueKey);
}
