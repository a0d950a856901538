import type { CopyTarget, ListedNamespace, NamespaceCopy } from "../directory/copy.js";
import { type CodedError, ErrorCode, plainError } from "../format/errors.js";
import type { ListedObjects, ListingClient } from "./listing-types.js";
import { selectNamespaces } from "./select-namespaces.js";

/** The maximum number of pages in a row without a new object, to detect a server whose list never ends. */
const MOST_BARREN_PAGES = 100;
/** How many times a namespace starts over because its cursor is no longer accepted. */
const MOST_RESTARTS = 3;

/** An event of {@link pullObjects}. */
export type PullEvent =
  | {
      /** An earlier run was interrupted in this namespace: it is resumed, or already complete. */
      readonly kind: "resumed";
      /** The namespace. */
      readonly namespace: ListedNamespace;
      /** How many objects the earlier run copied. */
      readonly objects: number;
      /** When the earlier run started this namespace, in milliseconds since 1970. */
      readonly started: number;
      /** Whether the namespace is already complete. */
      readonly isComplete: boolean;
    }
  | {
      /** The cursor is no longer accepted: the namespace starts over. */
      readonly kind: "restarted";
      /** The namespace. */
      readonly namespace: ListedNamespace;
      /** The API's message. */
      readonly reason: string;
    }
  | {
      /** A page was recorded. */
      readonly kind: "page";
      /** The namespace. */
      readonly namespace: ListedNamespace;
      /** How many objects were copied so far. */
      readonly objects: number;
    };

/** Options of {@link pullObjects}. */
export interface PullOptions {
  /** The ids or names of the namespaces to copy; all namespaces of the account by default. */
  readonly namespaces?: readonly string[] | undefined;
  /** The result of `client.namespaces()`, if it was already called. */
  readonly listed?: readonly ListedNamespace[] | undefined;
  /** Accepts an account without namespaces. */
  readonly allowEmpty?: boolean | undefined;
  /** Starts over, even if an earlier run was interrupted. */
  readonly restart?: boolean | undefined;
  /** Ends requests and pauses at once. Recorded pages are kept, and the next call continues there. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Called for each event.
   * @param event the event
   */
  readonly onEvent?: ((event: PullEvent) => void) | undefined;
}

/** A copied namespace. */
export interface PulledNamespace extends ListedNamespace {
  /** How many objects are listed now. */
  readonly objects: number;
  /** How many objects were listed before; `null` if the namespace wasn't listed. */
  readonly before: number | null;
}

/** The result of {@link pullObjects}. */
export interface PullSummary {
  /** The source of the data: the API's address and the account. */
  readonly source: string;
  /** The namespaces, in the order of the API. */
  readonly namespaces: readonly PulledNamespace[];
  /** The number of objects in all of them. */
  readonly objects: number;
  /** The ids of the namespaces that an earlier call copied, and that no longer exist. */
  readonly removed: readonly string[];
}

/**
 * Copies the namespaces and objects of an account into a directory. Once all objects of a namespace are copied, they
 * replace its earlier objects in the directory; until then, the earlier ones are listed. After an interruption, even by
 * `kill -9`, the next call continues at the same page.
 * @param directory an `SqliteDirectory`, a `MemoryDirectory`, or another directory with the methods of `CopyTarget`
 * @param client the result of `createListingClient`
 * @param options what to copy, and a callback for events
 * @throws RangeError (`ERR_DO_LISTING_NAMESPACE`) if the API doesn't list a namespace of the options, or lists none;
 * Error (`ERR_DO_DIRECTORY_COPY`) if another process copies the same namespace; and the errors of the client
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
    // Some servers repeat the cursor after the last page.
    const isLast = next === "" || (page.objects.length === 0 && next === cursor);
    if (!isLast && asked.has(next)) throw endlessError(namespace, "a cursor leads back to an earlier page");
    const added = await copy.addPage(page.objects, isLast ? cursor : next);
    onEvent?.({ kind: "page", namespace, objects: copy.progress.objects });
    if (isLast) return copy.complete();
    barren = added === 0 ? barren + 1 : 0;
    if (barren === MOST_BARREN_PAGES) throw endlessError(namespace, `${barren} pages in a row have no new objects`);
  }
}

function isRejectedCursor(error: unknown): error is CodedError {
  return error instanceof Error && "code" in error && error.code === ErrorCode.listingCursor;
}

function endlessError({ id }: ListedNamespace, why: string): CodedError {
  return plainError(ErrorCode.listingAnswer, `The listing of namespace ${JSON.stringify(id)} never ends: ${why}.`);
}
