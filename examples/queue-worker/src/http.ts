import type { PageView } from "./sort.js";
import { sessionIds, validator } from "./validator.js";

/** The maximum number of messages in `sendBatch`. Its other limit, 256 KB, can't be reached with these lengths. */
const MOST = 100;
const LONGEST_SESSION = 100;
const LONGEST_PAGE = 256;

/** `POST /sessions`, `GET /sessions/<ID>`, `POST /views`, `GET /rejections`, `GET /engine`. */
export async function answer(request: Request, env: Cloudflare.Env): Promise<Response> {
  const [, what, id] = new URL(request.url).pathname.split("/");
  switch (`${request.method} ${what}`) {
    case "POST sessions":
      return Response.json(String(sessionIds.newUniqueId()), { status: 201 });
    case "GET sessions": {
      const session = sessionIds.tryIdFromString(id);
      if (session === undefined) return Response.json("no such session", { status: 404 });
      return Response.json(await env.SESSIONS.getByName(String(session)).pages());
    }
    case "POST views":
      return postViews(await request.json(), env);
    case "GET rejections": {
      const { keys } = await env.REJECTIONS.list();
      return Response.json(await Promise.all(keys.map(({ name }) => env.REJECTIONS.get(name, "json"))));
    }
    case "GET engine":
      return Response.json(validator.engine);
    default:
      return Response.json("not found", { status: 404 });
  }
}

async function postViews(views: unknown, env: Cloudflare.Env): Promise<Response> {
  if (!Array.isArray(views) || !views.every(isPageView)) return Response.json("no page views", { status: 400 });
  for (let from = 0; from < views.length; from += MOST) {
    await env.PAGE_VIEWS.sendBatch(views.slice(from, from + MOST).map((body) => ({ body })));
  }
  return Response.json(views.length, { status: 202 });
}

/** Whether it has the form of a page view. The queue's consumer validates the session IDs of a whole batch. */
function isPageView(value: unknown): value is PageView {
  const { session, page } = (value ?? {}) as Partial<PageView>;
  if (typeof session !== "string" || typeof page !== "string") return false;
  return session.length <= LONGEST_SESSION && page.length <= LONGEST_PAGE;
}
