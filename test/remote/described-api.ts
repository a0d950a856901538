import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";

/*
 * A listing API made only from Cloudflare's published description: its parameters, its bounds, its shapes
 * of answers. Where the description is open, it differs from `durable-id serve`: objects are unsorted,
 * a cursor is in the server's memory, is only in `cursors.after`, and is missing on the last page.
 */

/** A namespace and its objects, according to the description. */
export interface DescribedNamespace {
  id: string;
  name?: string;
  script?: string;
  class?: string;
  use_sqlite?: boolean;
  objects: { id: string; hasStoredData?: boolean }[];
}

export interface DescribedApiOptions {
  readonly account: string;
  readonly token: string;
  /** Changed by tests as they like. */
  readonly namespaces: DescribedNamespace[];
  /** The maximum number of objects per page, for any limit. */
  readonly pageSize?: number;
  /** The rate limit: a number of requests in a window of milliseconds. A client that sends more is blocked until the next window. */
  readonly rate?: { readonly requests: number; readonly milliseconds: number };
}

/** A server in memory. */
export interface DescribedApi {
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  /** The paths and queries of requests that were answered with a page of objects. */
  readonly pages: string[];
  /** How many requests were answered with 429. */
  readonly refused: () => number;
  /** Rejects all earlier cursors from now on. */
  expireCursors(): void;
}

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query";
  readonly schema: object;
}
interface Description {
  readonly paths: Record<string, { readonly get: { readonly parameters: Parameter[] } }>;
}

const document = JSON.parse(readFileSync(new URL("listing.openapi.json", import.meta.url), "utf8")) as Description;
const ajv = new Ajv({ strict: false, coerceTypes: "array", useDefaults: true });
ajv.addSchema({ $id: "api", ...document });
const pointer = (...path: string[]) =>
  `api#/${path.map((part) => encodeURIComponent(part.replace(/~/g, "~0").replace(/\//g, "~1"))).join("/")}`;
const operations = Object.entries(document.paths).map(([path, { get }]) => ({
  pattern: new RegExp(`^/client/v4${path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
  isOfObjects: path.endsWith("/objects"),
  query: ajv.compile({
    type: "object",
    properties: Object.fromEntries(
      get.parameters.filter((each) => each.in === "query").map((each) => [each.name, each.schema]),
    ),
  }),
  good: validatorOf("paths", path, "get", "responses", "200", "content", "application/json", "schema"),
}));
const failure = validatorOf("components", "schemas", "failure");

function validatorOf(...path: string[]): ValidateFunction {
  return ajv.compile({ $ref: pointer(...path) });
}

/** Makes the server. Answers that don't follow the description are an error of the test itself. */
export function createDescribedApi(options: DescribedApiOptions): DescribedApi {
  const { account, token, namespaces, pageSize = Number.POSITIVE_INFINITY, rate } = options;
  const pages: string[] = [];
  const cursors = new Map<string, { namespace: string; from: number }>();
  let refused = 0;
  let window = { start: Number.NEGATIVE_INFINITY, requests: 0 };

  const answer = (status: number, valid: ValidateFunction, body: object, headers: Record<string, string> = {}) => {
    if (!valid(body)) throw new Error(`not as described: ${JSON.stringify(valid.errors)}`);
    return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
  };
  const refuse = (status: number, code: number, message: string, headers?: Record<string, string>) =>
    answer(status, failure, { success: false, errors: [{ code, message }], messages: [], result: null }, headers);
  const list = (valid: ValidateFunction, result: object[], info: object) =>
    answer(200, valid, { success: true, errors: [], messages: [], result, result_info: info });

  function isTooMany(): boolean {
    if (rate === undefined) return false;
    const now = Date.now();
    if (now >= window.start + rate.milliseconds) window = { start: now, requests: 0 };
    return ++window.requests > rate.requests;
  }

  async function fetch(url: string, init: RequestInit = {}): Promise<Response> {
    init.signal?.throwIfAborted();
    const { pathname, searchParams } = new URL(url);
    if (isTooMany()) {
      refused++;
      const seconds = Math.ceil((window.start + (rate?.milliseconds ?? 0) - Date.now()) / 1000);
      return refuse(429, 10429, "Too many requests.", { "retry-after": `${seconds}` });
    }
    const operation = operations.find(({ pattern }) => pattern.test(pathname));
    if (operation === undefined) return refuse(404, 7003, "No route for that URI.");
    const path = operation.pattern.exec(pathname)?.groups ?? {};
    if (new Headers(init.headers).get("authorization") !== `Bearer ${token}` || path.account_id !== account) {
      return refuse(403, 10000, "Authentication error");
    }
    const query: Record<string, unknown> = Object.fromEntries(searchParams);
    if (!operation.query(query)) return refuse(400, 10001, `Bad parameter: ${ajv.errorsText(operation.query.errors)}`);
    if (!operation.isOfObjects) {
      const { page, per_page: size } = query as { page: number; per_page: number };
      const result = namespaces.slice((page - 1) * size, page * size).map(({ objects: _, ...rest }) => rest);
      const info = { count: result.length, page, per_page: size, total_count: namespaces.length };
      return list(operation.good, result, info);
    }
    const namespace = namespaces.find(({ id }) => id === decodeURIComponent(path.id));
    if (namespace === undefined) return refuse(404, 10066, "No such namespace.");
    const { limit, cursor } = query as { limit: number; cursor?: string };
    const place = cursor === undefined ? { namespace: namespace.id, from: 0 } : cursors.get(cursor);
    if (place?.namespace !== namespace.id) return refuse(400, 10077, "Invalid cursor.");
    pages.push(url);
    const end = place.from + Math.min(limit, pageSize);
    const result = namespace.objects.slice(place.from, end);
    if (end >= namespace.objects.length) return list(operation.good, result, { count: result.length });
    const after = crypto.randomUUID();
    cursors.set(after, { namespace: namespace.id, from: end });
    return list(operation.good, result, { count: result.length, cursors: { after } });
  }

  return { fetch, pages, refused: () => refused, expireCursors: () => cursors.clear() };
}
