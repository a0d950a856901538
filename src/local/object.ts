import { argumentError, ErrorCode, rangeError } from "../errors.js";
import { DurableObjectNamespace } from "../namespace.js";
import { isFolderName, type LocalKind, PLUGINS } from "./kinds.js";

/** Which object it is, by what its owner calls it. */
export type LocalObjectOptions =
  | {
      /** A D1 database. */
      kind: "d1";
      /** Its `preview_database_id`, else its `database_id`, else its binding. */
      id: string;
    }
  | {
      /** A KV namespace, an R2 bucket or a secrets store. */
      kind: "kv" | "r2" | "secrets-store";
      /** A KV namespace's id, an R2 bucket's name, each else its binding; a secrets store's id. */
      id: string;
    }
  | {
      /** A cache. */
      kind: "cache";
      /** What `caches.open` was called with; without it, it is `caches.default`. */
      name?: string | undefined;
    }
  | {
      /** An instance of a Workflow. */
      kind: "workflow";
      /** The Workflow's `name` in the configuration. */
      name: string;
      /** The instance's id. */
      id: string;
    }
  | {
      /** A Durable Object by its name. */
      kind: "do";
      /** Its namespace's: `<worker>-<Class>` unless it was configured otherwise. */
      uniqueKey: string;
      /** What `idFromName` was called with. */
      name: string;
      /** The other way. */
      id?: undefined;
    }
  | {
      /** A Durable Object by its ID: the way for one of `newUniqueId`. */
      kind: "do";
      /** Its namespace's: `<worker>-<Class>` unless it was configured otherwise. */
      uniqueKey: string;
      /** The other way. */
      name?: undefined;
      /** 64 hex digits. */
      id: string;
    };

/** Where a local runtime keeps an object. */
export interface LocalObject {
  /** The unique key of the object's namespace, which is its folder's name too. */
  readonly uniqueKey: string;
  /** The object's ID: 64 lower-case hex digits. */
  readonly id: string;
  /** The object's SQLite file, from the state directory on, with `/` between: `d1/miniflare-D1DatabaseObject/f023….sqlite`. */
  readonly path: string;
}

/**
 * Where a local runtime (Miniflare from 3.20230918 on, `wrangler dev`, the Vite plugin) keeps an object. Nothing is
 * looked up: the file is there once the object has run.
 * @param options what it is, and what its owner calls it
 * @throws TypeError (`ERR_DO_ARGUMENT`) for an unknown kind, or a name that is no string; TypeError (`ERR_DO_ID_…`) for
 * an `id` that is no ID of the Durable Object namespace; RangeError (`ERR_DO_LOCAL_KEY`) for a unique key that can't
 * be a folder's name
 *
 * @example
 * ```js
 * import { localObject } from "durable-id/local";
 *
 * const { path } = localObject({ kind: "d1", id: "11111111-2222-3333-4444-555555555555" });
 * path; // → "d1/miniflare-D1DatabaseObject/f023adf8de81e80d62670e09f086149af129cccda34c51f26517069258c53e8c.sqlite"
 * ```
 */
export function localObject(options: LocalObjectOptions): LocalObject {
  const { uniqueKey, name, digits } = addressOf(options);
  if (!isFolderName(uniqueKey)) {
    throw rangeError(
      ErrorCode.localKey,
      `A unique key that is kept locally names a folder: it can't be ${JSON.stringify(uniqueKey)}.`,
    );
  }
  const namespace = new DurableObjectNamespace({ uniqueKey });
  const id = String(digits === undefined ? namespace.idFromName(name) : namespace.idFromString(digits));
  return { uniqueKey, id, path: objectPath(PLUGINS[options.kind], uniqueKey, id) };
}

/** The file of an object, from the state directory on. */
export function objectPath(plugin: string, uniqueKey: string, id: string): string {
  return `${plugin}/${uniqueKey}/${id}.sqlite`;
}

type Address = { uniqueKey: string } & ({ name: string; digits?: undefined } | { name?: undefined; digits: string });

function addressOf(options: LocalObjectOptions): Address {
  switch (options?.kind) {
    case "d1":
      return { uniqueKey: "miniflare-D1DatabaseObject", name: text(options.id, "id") };
    case "kv":
      return { uniqueKey: "miniflare-KVNamespaceObject", name: text(options.id, "id") };
    case "r2":
      return { uniqueKey: "miniflare-R2BucketObject", name: text(options.id, "id") };
    case "secrets-store":
      return { uniqueKey: "miniflare-secrets-store-KVNamespaceObject", name: text(options.id, "id") };
    case "cache": {
      const name = options.name === undefined ? "default" : `named:${text(options.name, "name")}`;
      return { uniqueKey: "miniflare-CacheObject", name };
    }
    case "workflow":
      return { uniqueKey: `miniflare-workflows-${text(options.name, "name")}`, name: text(options.id, "id") };
    case "do": {
      const uniqueKey = text(options.uniqueKey, "uniqueKey");
      if (options.id !== undefined && options.name === undefined) return { uniqueKey, digits: text(options.id, "id") };
      if (options.id === undefined) return { uniqueKey, name: text(options.name, "name") };
      throw argumentError("localObject", "durable-id/local", 1, "LocalObjectOptions: a name or an id, not both");
    }
    default:
      throw argumentError("localObject", "durable-id/local", 1, `LocalObjectOptions: a kind of ${kinds()}`);
  }
}

function kinds(): string {
  return (Object.keys(PLUGINS) as LocalKind[]).join(", ");
}

function text(value: unknown, member: string): string {
  if (typeof value === "string") return value;
  throw argumentError("localObject", "durable-id/local", 1, `LocalObjectOptions: its ${member} is a string`);
}
