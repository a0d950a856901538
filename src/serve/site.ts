import type { Directory } from "../directory/types.js";
import { requireAuthentic } from "../rest/auth.js";
import { faultResponse, jsonResponse } from "../rest/envelope.js";
import { ApiFault, internalError, wrongMethod } from "../rest/faults.js";
import type { Authenticate } from "../rest/options.js";
import type { Handler } from "./http.js";
import { pageAssets } from "./page-assets.js";
import { DATA_ROUTES } from "./page-data.js";

/** The page may load only resources of this server, run no inline scripts, and not be framed. */
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
const ALLOWED = "GET, HEAD";

/** The parts of the site. */
export interface SiteOptions {
  readonly api: Handler;
  readonly directory: Directory;
  readonly authenticate: Authenticate;
  readonly accountId: string;
  readonly onError: (error: unknown) => void;
}

/** Creates a handler for the page and its data; all other requests go to the listing API. */
export function createSite({ api, directory, authenticate, accountId, onError }: SiteOptions): Handler {
  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const data = Object.hasOwn(DATA_ROUTES, pathname) ? DATA_ROUTES[pathname] : undefined;
    if (data === undefined && !Object.hasOwn(FILES, pathname)) return api(request);
    try {
      if (request.method !== "GET" && request.method !== "HEAD") throw wrongMethod(request.method, ALLOWED);
      if (data === undefined) return fileResponse(FILES[pathname]);
      await requireAuthentic(request.headers, accountId, authenticate);
      return jsonResponse(200, await data(directory, searchParams));
    } catch (error) {
      if (error instanceof ApiFault) return faultResponse(error);
      onError(error);
      return faultResponse(internalError());
    }
  };
}

function fileResponse([type, text]: (typeof FILES)[string]): Response {
  return new Response(text, { headers: { ...SECURITY, "content-type": type } });
}
