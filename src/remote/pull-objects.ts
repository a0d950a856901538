import type { CopyTarget, ListedNamespace, NamespaceCopy } from "../directory/copy.js";
import { type CodedError, ErrorCode, plainError } from "../format/errors.js";
import type { ListedObjects, ListingClient } from "./listing-types.js";
import { selectNamespaces } from "./select-namespaces.js";

/** Pages in a row without a new object: a server that never ends a list is noticed after so many. */
const MOST_BARREN_PAGES = 100;
/** How often one namespace begins again, because its cursor is not accepted any more. */
const MOST_RESTARTS = 3;

/** What happens while objects are pulled. */
export type PullEvent =
  | {
      /** An earlier run was interrupted in this namespace: it continues there, or is complete. */
      readonly kind: "resumed";
      /** The namespace. */
      readonly namespace: ListedNamespace;
      /** The objects that the earlier run has copied. */
      readonly objects: number;
      /** When the earlier run began with this namespace, in milliseconds since 1970. */
      readonly started: number;
      /** Whether nothing is left to do. */
      readonly isComplete: boolean;
    }
  | {
      /** The cursor is not accepted any more: the namespace begins again. */
      readonly kind: "restarted";
      /** The namespace. */
      readonly namespace: ListedNamespace;
      /** What the API says. */
      readonly reason: string;
    }
  | {
      /** A page was recorded. */
      readonly kind: "page";
      /** The namespace. */
      readonly namespace: ListedNamespace;
      /** The objects copied so far. */
      readonly objects: number;
    };

/** Options of {@link pullObjects}. */
export interface PullOptions {
  /** The ids or names of the namespaces to copy; all of the account, if it is left out. */
  readonly namespaces?: readonly string[] | undefined;
  /** What `client.namespaces()` has returned, if it was called before. */
  readonly listed?: readonly ListedNamespace[] | undefined;
  /** Accepts an account without namespaces. */
  readonly allowEmpty?: boolean | undefined;
  /** Begins again, where an earlier run was interrupted. */
  readonly restart?: boolean | undefined;
  /** Ends requests and pauses at once. What was recorded stays, and the next call continues there. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Called for what happens.
   * @param event what it is
   */
  readonly onEvent?: ((event: PullEvent) => void) | undefined;
}

/** A namespace that was pulled. */
export interface PulledNamespace extends ListedNamespace {
  /** The objects that are listed now. */
  readonly objects: number;
  /** The objects that were listed before; `null` if the namespace wasn't. */
  readonly before: number | null;
}

/** What {@link pullObjects} has done. */
export interface PullSummary {
  /** What was read: the API's address and the account. */
  readonly source: string;
  /** The namespaces, in the order of the API. */
  readonly namespaces: readonly PulledNamespace[];
  /** The objects in all of them. */
  readonly objects: number;
  /** The ids of namespaces that an earlier call has copied, and that are gone. */
  readonly removed: readonly string[];
}

/**
 * Copies the namespaces and objects of an account into a directory. A namespace is listed there with exactly the objects
 * that the API lists, once all of them have been copied; until then, what was there before is. After an interruption,
 * even by `kill -9`, the next call continues at the page where this one was.
 * @param directory an `SqliteDirectory`, a `MemoryDirectory`, or another one with the same three methods
 * @param client what `createListingClient` makes
 * @param options what to copy, and what to call meanwhile
 * @throws RangeError (`ERR_DO_LISTING_NAMESPACE`) if the API doesn't list a namespace of the options, or none at all;
 * Error (`ERR_DO_DIRECTORY_COPY`) if another process copies the same; and as the methods of the client
 *
 * @example
 * ```js
 * import { createListingApi, MemoryDirectory } from "durable-id/rest";
 * import { createListingClient, pullObjects } from "durable-id/remote";
 *
 * const theirs = new MemoryDirectory();
 * theirs.add({ uniqueKey: "my-worker-ChatRoom", script: "my-worker", class: "ChatRoom" });
 * const api = createListingApi({ directory: theirs, auth: { tokens: ["a-long-random-token"] } });
 * const client = createListingClient({
 *   accountId: "023e105f4ecef8ad9ca31a8372d0c353",
 *   token: "a-long-random-token",
 *   fetch: (url, init) => api(new Request(url, init)), // instead of a server
 * });
 *
 * const directory = new MemoryDirectory();
 * const { objects, namespaces } = await pullObjects(directory, client);
 * [objects, namespaces.length]; // → [0, 1]
 * ```
 */
export async function pullObjects(
  directory: CopyTarget,
  client: ListingClient,
  options: PullOptions = {},
): Promise<PullSummary> {
  const { signal } = options;
  const { source } = client;
  const listed = options.listed ?? (await client.namespaces({ signal }));
  const chosen = selectNamespaces(listed, options);
  const ids = chosen.map(({ id }) => id);
  if (options.restart) await directory.forgetCopies(source, ids);
  const namespaces: PulledNamespace[] = [];
  for (const namespace of chosen) {
    signal?.throwIfAborted();
    const copy = await directory.openCopy(source, namespace);
    await copyNamespace(copy, namespace, client, options);
    const { objects, before } = copy.progress;
    namespaces.push({ ...namespace, objects, before });
  }
  const isWhole = options.namespaces === undefined;
  const removed = isWhole ? await directory.keepListed(source, ids) : [];
  await directory.forgetCopies(source, ids);
  return { source, namespaces, objects: namespaces.reduce((sum, each) => sum + each.objects, 0), removed };
}

async function copyNamespace(
  copy: NamespaceCopy,
  namespace: ListedNamespace,
  client: ListingClient,
  { signal, onEvent }: PullOptions,
): Promise<void> {
  const { cursor, objects, started, isComplete } = copy.progress;
  if (cursor !== "" || isComplete) onEvent?.({ kind: "resumed", namespace, objects, started, isComplete });
  if (isComplete) return;
  const asked = new Set<string>();
  let restarts = 0;
  for (let barren = 0; ; ) {
    const { cursor } = copy.progress;
    let page: ListedObjects;
    try {
      page = await client.objects(namespace.id, { cursor, signal });
    } catch (error) {
      if (!isRejectedCursor(error) || restarts++ === MOST_RESTARTS) throw error;
      await copy.restart();
      asked.clear();
      onEvent?.({ kind: "restarted", namespace, reason: error.message });
      continue;
    }
    asked.add(cursor);
    const { next } = page;
    // Some servers repeat the cursor where nothing is left.
    const isLast = next === "" || (page.objects.length === 0 && next === cursor);
    if (!isLast && asked.has(next)) throw endlessError(namespace, "its pages lead back to a page that was read before");
    const added = await copy.addPage(page.objects, isLast ? cursor : next);
    onEvent?.({ kind: "page", namespace, objects: copy.progress.objects });
    if (isLast) return copy.complete();
    barren = added === 0 ? barren + 1 : 0;
    if (barren === MOST_BARREN_PAGES) throw endlessError(namespace, `${barren} pages in a row have no new object`);
  }
}

function isRejectedCursor(error: unknown): error is CodedError {
  return error instanceof Error && "code" in error && error.code === ErrorCode.listingCursor;
}

function endlessError({ id }: ListedNamespace, why: string): CodedError {
  return plainError(ErrorCode.listingAnswer, `The listing of namespace ${JSON.stringify(id)} never ends: ${why}.`);
}
