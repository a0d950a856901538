import type { ListedNamespace } from "../directory/copy.js";
import { ErrorCode, plainError, typeError } from "../format/errors.js";
import { isCredential } from "../format/secret.js";
import { type AnswerContext, answerError, type ListAnswer, readListAnswer } from "./answer.js";
import { RemoteFault, Unavailable } from "./fault.js";
import { ItemFault, namespacesOf, nextCursor, objectsOf, pageCount } from "./listed-items.js";
import type { ListingClient, ListingClientOptions, ListingCredentials } from "./listing-types.js";
import { CLOUDFLARE_API, parseBaseUrl } from "./listing-url.js";
import { type Answer, exchange, type Fetch, NoAnswer, PATIENCE } from "./request.js";
import { CLOCK, withRetries } from "./retry.js";

/** The maximum size of an answer in bytes: 10,000 objects take one million. */
const LONGEST_ANSWER = 16 * 2 ** 20;
/** Objects in a page: the maximum of the API. */
const PAGE_SIZE = 10_000;
/** Namespaces in a page: the maximum of the API. */
const NAMESPACES_A_PAGE = 1000;

/**
 * Creates a client of Cloudflare's listing API of Durable Objects, or of another server with the same API, such as
 * `durable-id serve`. It retries temporary failures: status 408, 429 (after the pause that the server requests) and 5xx,
 * and failed connections. The credentials are sent to no other address: redirects are errors.
 * @param options the account, the credentials, and the address of the API
 * @throws TypeError (`ERR_DO_ARGUMENT`) for invalid options
 *
 * @example
 * ```js
 * import { createListingApi, MemoryDirectory } from "durable-id/rest";
 * import { createListingClient } from "durable-id/remote";
 *
 * const directory = new MemoryDirectory();
 * directory.add({ uniqueKey: "my-worker-ChatRoom", script: "my-worker", class: "ChatRoom" });
 * const api = createListingApi({ directory, auth: { tokens: ["a-long-random-token"] } });
 *
 * const client = createListingClient({
 *   accountId: "023e105f4ecef8ad9ca31a8372d0c353",
 *   token: "a-long-random-token",
 *   fetch: (url, init) => api(new Request(url, init)), // instead of a server
 * });
 * const [{ name }] = await client.namespaces();
 * name; // → "my-worker_ChatRoom"
 * ```
 */
export function createListingClient(options: ListingClientOptions): ListingClient {
  const { onRetry } = options;
  const fetch: Fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const { headers, redact } = authentication(options);
  const source = accountUrl(options);
  const namespacesUrl = `${source}/workers/durable_objects/namespaces`;

  /** Requests a page of a list, and reads it. */
  async function list<T>(url: string, query: Record<string, string>, signal: AbortSignal, read: Reader<T>) {
    const context = { request: `GET ${url}`, sentCursor: "cursor" in query, redact };
    const attempt = async () => {
      const answer = await get(`${url}?${new URLSearchParams(query)}`, headers, fetch, signal);
      return readWith(read, readListAnswer(answer, context), answer, context);
    };
    try {
      return await withRetries(attempt, signal, CLOCK, onRetry);
    } catch (error) {
      if (!(error instanceof RemoteFault)) throw error;
      throw plainError(ErrorCode.listingUnreachable, `${context.request}: ${error.message}.`);
    }
  }

  return {
    source,
    async namespaces({ signal = new AbortController().signal } = {}) {
      const all = new Map<string, ListedNamespace>();
      for (let page = 1; ; page++) {
        const known = all.size;
        const { namespaces, pages } = await list(namespacesUrl, pageQuery(page), signal, (answer) => {
          const listed = namespacesOf(answer);
          // A server that ignores `page` would cause an endless loop.
          const isRepeated = listed.length > 0 && listed.every(({ id }) => all.has(id));
          if (isRepeated) throw new ItemFault(`page 1 again, for page ${page} of the namespaces`);
          return { namespaces: listed, pages: pageCount(answer) };
        });
        for (const namespace of namespaces) all.set(namespace.id, namespace);
        if (all.size === known || (pages !== undefined && page >= pages)) return [...all.values()];
      }
    },
    objects(namespace, { cursor = "", signal = new AbortController().signal } = {}) {
      const url = `${namespacesUrl}/${encodeURIComponent(namespace)}/objects`;
      const query = { limit: `${PAGE_SIZE}`, ...(cursor === "" ? {} : { cursor }) };
      return list(url, query, signal, (answer) => {
        const page = { objects: objectsOf(answer), next: nextCursor(answer) };
        if (page.objects.length < PAGE_SIZE || "cursor" in answer.info || "cursors" in answer.info) return page;
        throw new ItemFault("a full page without a cursor for the next one");
      });
    },
  };
}

/** Sends a request and returns the answer. @throws Unavailable if there is none; the signal's reason when it is aborted */
async function get(url: string, headers: Record<string, string>, fetch: Fetch, signal: AbortSignal): Promise<Answer> {
  try {
    return await exchange(url, { headers }, fetch, LONGEST_ANSWER, signal);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    if (error.isLate) throw new Unavailable(`no complete answer came within ${PATIENCE / 1000} s`);
    throw error.faultOf(`the connection failed${error.code === undefined ? "" : ` (${error.code})`}`);
  }
}

function pageQuery(page: number): Record<string, string> {
  return { page: `${page}`, per_page: `${NAMESPACES_A_PAGE}` };
}

type Reader<T> = (answer: ListAnswer) => T;

function readWith<T>(read: Reader<T>, list: ListAnswer, answer: Answer, context: AnswerContext): T {
  try {
    return read(list);
  } catch (error) {
    throw error instanceof ItemFault ? answerError(answer, context, error.message) : error;
  }
}

function accountUrl({ baseUrl = CLOUDFLARE_API, accountId, allowHttp = false }: ListingClientOptions): string {
  if (!/^[0-9a-f]{32}$/i.test(accountId)) throw typeError(ErrorCode.argument, "`accountId` must be 32 hex digits.");
  try {
    return `${parseBaseUrl(baseUrl, allowHttp)}/accounts/${accountId.toLowerCase()}`;
  } catch (error) {
    throw error instanceof RemoteFault ? typeError(ErrorCode.argument, `\`baseUrl\`: ${error.message}.`) : error;
  }
}

/** The headers with the credentials, and a function that hides the credentials in a text. */
function authentication({ token, email, key }: ListingCredentials) {
  const given = token === undefined ? [email, key] : [token];
  if (!given.every(isCredential)) {
    const message = "Expected `token`, or `email` and `key`: printable ASCII without spaces.";
    throw typeError(ErrorCode.argument, message);
  }
  const headers: Record<string, string> =
    token === undefined ? { "x-auth-email": email, "x-auth-key": key } : { authorization: `Bearer ${token}` };
  const secret = token ?? key;
  // Also as escaped in a JSON string.
  const forms = new Set([JSON.stringify(secret).slice(1, -1), secret]);
  const redact = (text: string) => [...forms].reduce((rest, form) => rest.replaceAll(form, "[credentials]"), text);
  return { headers, redact };
}
