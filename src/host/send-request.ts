import { ErrorCode, typeError } from "../format/errors.js";

const MOST_REDIRECTS = 20;
const REDIRECTS: ReadonlySet<number> = /* @__PURE__ */ new Set([301, 302, 303, 307, 308]);

/**
 * Sends a request to an object, and follows redirects to the same object, as workerd's stubs do.
 * @param deliver passes the request to the object
 * @throws TypeError for arguments that are not a valid `Request`, for a protocol other than HTTP, and for a handler that
 * returns anything but a `Response`
 */
export async function sendRequest(
  input: unknown,
  init: unknown,
  deliver: (request: Request) => Promise<unknown>,
): Promise<Response> {
  const original = new Request(input as Request, init as RequestInit);
  const follows = original.redirect === "follow";
  let request = new Request(withoutHash(original.url), new Request(original, { redirect: "manual" }));
  for (let redirects = 0; ; redirects++) {
    const { url } = request;
    if (!/^https?:/.test(url)) throw typeError(ErrorCode.method, `Fetch API cannot load: ${url}`);
    const again = follows ? request.clone() : request;
    lock(request.headers);
    const response = await deliver(request);
    if (!isResponse(response)) throw notAResponse();
    const location = response.headers.get("location");
    if (!follows || location === null || !REDIRECTS.has(response.status)) return received(response, url, redirects > 0);
    if (redirects === MOST_REDIRECTS) throw typeError(ErrorCode.method, "Too many redirects.");
    request = redirected(again, withoutHash(new URL(location, url).href), response.status);
  }
}

/** The request that follows a redirect: with the same method and body, or as a GET without a body. */
function redirected(request: Request, url: string, status: number): Request {
  const becomesGet = status === 303 ? request.method !== "HEAD" : status < 303 && request.method === "POST";
  if (!becomesGet) return new Request(url, request);
  const headers = new Headers(request.headers);
  for (const name of ["content-length", "content-type"]) headers.delete(name);
  return new Request(url, { method: "GET", headers, redirect: "manual", signal: request.signal });
}

function received(response: Response, url: string, isRedirected: boolean): Response {
  lock(response.headers);
  return Object.defineProperties(response, { url: { value: url }, redirected: { value: isRedirected } });
}

/** Makes headers immutable, as those received from the other side are. A `Headers` created from them can be changed. */
function lock(headers: Headers): void {
  const refuse = () => {
    throw typeError(ErrorCode.method, "Can't modify immutable headers.");
  };
  for (const method of ["append", "delete", "set"]) Object.defineProperty(headers, method, { value: refuse });
}

function isResponse(value: unknown): value is Response {
  return Object.prototype.toString.call(value) === "[object Response]";
}

function notAResponse(): TypeError {
  const error = typeError(ErrorCode.method, "Incorrect type for Promise: the Promise did not resolve to 'Response'.");
  return Object.assign(error, { remote: true });
}

function withoutHash(url: string): string {
  return url.replace(/#.*$/, "");
}
