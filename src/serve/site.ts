import type { Directory, NamespaceEntry } from "../directory/types.js";
import { requireAuthentic } from "../rest/auth.js";
import { faultResponse, jsonResponse } from "../rest/envelope.js";
import { ApiFault, internalError, wrongMethod } from "../rest/faults.js";
import type { Authenticate } from "../rest/options.js";
import type { Handler } from "./http.js";
import { pageAssets } from "./page-assets.js";

/** The page may load what this server serves, and nothing else; it runs no inline script, and sits in no frame. */
const SECURITY = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; " +
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-cache",
} as const;

const FILES: Readonly<Record<string, readonly [type: string, text: string]>> = {
  "/": ["text/html; charset=utf-8", pageAssets.html],
  "/page/app.js": ["text/javascript; charset=utf-8", pageAssets.js],
  "/page/style.css": ["text/css; charset=utf-8", pageAssets.css],
  "/page/icon.svg": ["image/svg+xml", pageAssets.icon],
};
const FACTS = "/page/facts";
const ALLOWED = "GET, HEAD";

/** Namespaces asked of a directory at once. */
const PER_PAGE = 10_000;

/** What the site is made of. */
export interface SiteOptions {
  readonly api: Handler;
  readonly directory: Directory;
  readonly authenticate: Authenticate;
  readonly accountId: string;
  readonly onError: (error: unknown) => void;
}

/** The page for people and what it needs, in front of the listing API, which answers everything else. */
export function createSite({ api, directory, authenticate, accountId, onError }: SiteOptions): Handler {
  return async (request) => {
    const { pathname } = new URL(request.url);
    const file = Object.hasOwn(FILES, pathname) ? FILES[pathname] : undefined;
    if (file === undefined && pathname !== FACTS) return api(request);
    try {
      if (request.method !== "GET" && request.method !== "HEAD") throw wrongMethod(request.method, ALLOWED);
      if (file !== undefined) return new Response(file[1], { headers: { ...SECURITY, "content-type": file[0] } });
      await requireAuthentic(request.headers, accountId, authenticate);
      return jsonResponse(200, { accountId, keys: (await allNamespaces(directory)).map(keyOf) });
    } catch (error) {
      if (error instanceof ApiFault) return faultResponse(error);
      onError(error);
      return faultResponse(internalError());
    }
  };
}

/** What the page gets to know of a namespace's key: a unique key is no secret, and a secret key isn't in an entry at all. */
function keyOf({ id, uniqueKey, jurisdictions }: NamespaceEntry): object {
  return { id, uniqueKey: uniqueKey ?? null, jurisdictions };
}

async function allNamespaces(directory: Directory): Promise<NamespaceEntry[]> {
  const all: NamespaceEntry[] = [];
  for (let page = 1; ; page++) {
    const { namespaces, total } = await directory.namespaces({ page, perPage: PER_PAGE });
    all.push(...namespaces);
    if (namespaces.length === 0 || all.length >= total) return all;
  }
}
