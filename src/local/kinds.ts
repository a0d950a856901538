/** What a local runtime keeps in files of objects. */
export type LocalKind = "do" | "d1" | "kv" | "r2" | "cache" | "workflow" | "secrets-store";

/** The folder of a state directory in which a kind's namespaces lie. */
export const PLUGINS: Readonly<Record<LocalKind, string>> = {
  do: "do",
  d1: "d1",
  kv: "kv",
  r2: "r2",
  cache: "cache",
  workflow: "workflows",
  "secrets-store": "secrets-store",
};

/** The kind whose namespaces lie in a folder; `undefined` for a folder of something else. */
export function kindOf(plugin: string): LocalKind | undefined {
  return (Object.keys(PLUGINS) as LocalKind[]).find((kind) => PLUGINS[kind] === plugin);
}

/** What can be a single folder's name everywhere, and leads nowhere else. */
const FOLDER_NAME = /^(?!\.{1,2}$)[^/\\\0]+$/;

/** Whether a unique key can be the name of its namespace's folder: a runtime can't keep a namespace of any other. */
export function isFolderName(uniqueKey: string): boolean {
  return FOLDER_NAME.test(uniqueKey);
}
