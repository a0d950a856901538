import { Hono } from "hono/tiny";
import { authenticator, requireAuthentic } from "./auth.js";
import { faultResponse, jsonResponse } from "./envelope.js";
import { ApiFault, foreignAccount, internalError, noRoute, wrongMethod } from "./faults.js";
import { listNamespaces, listObjects } from "./listing.js";
import { openApiDocument } from "./openapi.js";
import type { ListingApiOptions } from "./options.js";
import { cursorSecret } from "./secret.js";

/** The allowed methods of the paths below; HEAD is a GET without the body. */
const ALLOWED = "GET, HEAD";
const NAMESPACES = "/client/v4/accounts/:account/workers/durable_objects/namespaces";
const OBJECTS = `${NAMESPACES}/:namespace/objects`;
const DOCUMENT = "/client/v4/openapi.json";

/** The argument of a route in hono. */
type Context = Parameters<Parameters<Hono["notFound"]>[0]>[0];

const ACCOUNT_ID = /^[0-9a-f]{32}$/i;

/** Creates the routes of the listing API. All errors are thrown, and handled in one place. */
export function createRoutes(options: ListingApiOptions): Hono {
  const { directory, onError } = options;
  const authenticate = authenticator(options.auth);
  const secret = cursorSecret(options);
  const own = options.accountId?.toLowerCase();

  /** Returns the account of a request. Checks the path, then the credentials, then the account, and the parameters later. */
  async function requireAccount(c: Context): Promise<string> {
    const account = c.req.param("account") ?? "";
    if (!ACCOUNT_ID.test(account)) throw noRoute(pathOf(c));
    await requireAuthentic(c.req.raw.headers, account, authenticate);
    if (own !== undefined && account.toLowerCase() !== own) throw foreignAccount();
    return account;
  }

  const app = new Hono();
  // hono's router ignores a slash at the end.
  app.use((c, next) => (pathOf(c).endsWith("/") ? Promise.resolve(faultResponse(noRoute(pathOf(c)))) : next()));
  app.get(NAMESPACES, async (c) => {
    await requireAccount(c);
    return listNamespaces(directory, new URL(c.req.url).searchParams);
  });
  app.get(OBJECTS, async (c) => {
    const account = await requireAccount(c);
    return listObjects(
      directory,
      { account, namespace: c.req.param("namespace") },
      new URL(c.req.url).searchParams,
      secret,
    );
  });
  app.get(DOCUMENT, () => jsonResponse(200, openApiDocument));
  for (const path of [NAMESPACES, OBJECTS, DOCUMENT]) {
    app.all(path, (c) => {
      throw wrongMethod(c.req.method, ALLOWED);
    });
  }
  app.notFound((c) => faultResponse(noRoute(pathOf(c))));
  app.onError((error) => {
    if (error instanceof ApiFault) return faultResponse(error);
    onError?.(error);
    return faultResponse(internalError());
  });
  return app;
}

function pathOf(c: Context): string {
  return new URL(c.req.url).pathname;
}
