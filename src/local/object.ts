import { createHash } from "node:crypto";
import { argumentError, ErrorCode, rangeError } from "../format/errors.js";
import { type DurableObjectId, isId } from "../namespace/id.js";
import { DurableObjectNamespace } from "../namespace/namespace.js";
import { isFolderName, type LocalKind, PLUGINS } from "./kinds.js";

/** Selects the object to find, by its kind and its name or id. */
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
      /** The id of a KV namespace or the name of an R2 bucket, or else its binding; the id of a secrets store. */
      id: string;
    }
  | {
      /** A Flagship app, a rate limiter, or a namespace of Artifacts. */
      kind: "flagship" | "ratelimit" | "artifacts";
      /** The app's `app_id`, the rate limiter's `namespace_id`, or the Artifacts `namespace`. */
      id: string;
    }
  | {
      /** The only object of Images, Stream, or the traces of local observability. */
      kind: "images" | "stream" | "observability";
    }
  | {
      /** A cache. */
      kind: "cache";
      /** The argument of `caches.open`. Missing or empty for `caches.default`. */
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
      /** The unique key of its namespace: `<worker>-<Class>` by default. */
      uniqueKey: string;
      /** The argument of `idFromName`. */
      name: string;
      /** Not allowed together with a name. */
      id?: undefined;
    }
  | {
      /** A Durable Object by its ID: needed for IDs from `newUniqueId`. */
      kind: "do";
      /** The unique key of its namespace: `<worker>-<Class>` by default. */
      uniqueKey: string;
      /** Not allowed together with an ID. */
      name?: undefined;
      /** 64 hex digits, or an ID of this library. */
      id: string | DurableObjectId;
    };

/** The place of an object in a state folder. */
export interface LocalObject {
  /** The unique key of the object's namespace, which is also the name of its folder. */
  readonly uniqueKey: string;
  /** The object's ID: 64 lower-case hex digits. */
  readonly id: string;
  /** The object's SQLite file, relative to the state folder, with `/` as separator: `d1/miniflare-D1DatabaseObject/f023….sqlite`. */
  readonly path: string;
}

/**
 * Returns where a local runtime (Miniflare from 3.20230918 on, `wrangler dev`, the Vite plugin) stores an object. No file
 * is accessed: the file exists once the object has run.
 * @param options the kind of the object, and its name or id
 * @throws TypeError (`ERR_DO_ARGUMENT`) for an unknown kind, a name that is not a string, or a cache name with a lone
 * surrogate; TypeError (`ERR_DO_ID_…`) for an `id` that is not an ID of the Durable Object namespace; RangeError
 * (`ERR_DO_LOCAL_KEY`) for a unique key that can't be a folder's name
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
  const { uniqueKey, name, digits, plugin = PLUGINS[options.kind] } = addressOf(options);
  if (!isFolderName(uniqueKey)) {
    throw rangeError(
      ErrorCode.localKey,
      `Invalid unique key ${JSON.stringify(uniqueKey)}: a local runtime uses it as the name of a folder.`,
    );
  }
  const namespace = new DurableObjectNamespace({ uniqueKey });
  const id = String(digits === undefined ? namespace.idFromName(name) : namespace.idFromString(digits));
  return { uniqueKey, id, path: objectPath(plugin, uniqueKey, id) };
}

/** The file of an object, relative to the state folder. */
export function objectPath(plugin: string, uniqueKey: string, id: string): string {
  return `${plugin}/${uniqueKey}/${id}.sqlite`;
}

type Address = { uniqueKey: string; plugin?: string } & (
  | { name: string; digits?: undefined }
  | { name?: undefined; digits: string }
);

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
    case "cache":
      return { uniqueKey: "miniflare-CacheObject", name: cacheName(options.name) };
    case "images":
      return { uniqueKey: "miniflare-images-KVNamespaceObject", name: "images-data" };
    case "stream":
      return { uniqueKey: "miniflare-StreamObject", name: "stream-data" };
    case "flagship":
      return { uniqueKey: "miniflare-flagship-FlagshipObject", name: text(options.id, "id") };
    case "ratelimit":
      return { uniqueKey: "miniflare-RateLimiterObject", name: text(options.id, "id") };
    case "observability":
      return { uniqueKey: "miniflare-wobs-trace-store", name: "singleton" };
    case "artifacts": {
      const name = text(options.id, "id");
      const uniqueKey = createHash("sha256").update(name).digest("hex").slice(0, 32);
      return { uniqueKey, name, plugin: `${PLUGINS.artifacts}/${uniqueKey}/metadata` };
    }
    case "workflow":
      return { uniqueKey: `miniflare-workflows-${text(options.name, "name")}`, name: text(options.id, "id") };
    case "do": {
      const uniqueKey = text(options.uniqueKey, "uniqueKey");
      if (options.id !== undefined && options.name === undefined) {
        return { uniqueKey, digits: isId(options.id) ? String(options.id) : text(options.id, "id") };
      }
      if (options.id === undefined) return { uniqueKey, name: text(options.name, "name") };
      throw argumentError("localObject", "durable-id/local", 1, "LocalObjectOptions: a name or an id, not both");
    }
    default:
      throw argumentError("localObject", "durable-id/local", 1, `LocalObjectOptions: a kind of ${kinds()}`);
  }
}

/** The name of a cache's object: workerd passes the cache's name in a header, percent-encoded. */
function cacheName(name: string | undefined): string {
  if (name === undefined || name === "") return "default";
  try {
    return `named:${encodeURIComponent(text(name, "name"))}`;
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    throw argumentError(
      "localObject",
      "durable-id/local",
      1,
      "LocalObjectOptions: a cache name without lone surrogates",
    );
  }
}

function kinds(): string {
  return (Object.keys(PLUGINS) as LocalKind[]).join(", ");
}

function text(value: unknown, member: string): string {
  if (typeof value === "string") return value;
  throw argumentError("localObject", "durable-id/local", 1, `LocalObjectOptions: its ${member} is a string`);
}
