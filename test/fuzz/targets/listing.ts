import { authenticator } from "../../../src/rest/auth.js";
import { createSite } from "../../../src/serve/site.js";
import type { SeededRandom } from "../../../support/random.js";
import { answerValidators, LIST, OF_ONE, type OpenApiDocument } from "../../rest/schemas.js";
import {
  ACCOUNT,
  AUTHORIZED,
  BASE,
  EMAIL,
  get,
  KEY,
  makeApi,
  makeDirectory,
  NAMESPACES,
  OBJECTS,
  ROOMS,
  TOKEN,
} from "../../rest/support.js";
import { havoc } from "../havoc.js";
import { jsonBytes, mutateJson, parseJson } from "../json.js";
import { requireTrue } from "../require.js";
import type { Target } from "../target.js";

const ORIGIN = "http://localhost/";
const DOCUMENT = `${BASE}/openapi.json`;
const PAGE = ["", "page/app.js", "page/namespaces", "page/objects", "page/position", "page/listed"].map(
  (path) => ORIGIN + path,
);
const PATHS = [NAMESPACES, OBJECTS, OBJECTS, OBJECTS, DOCUMENT, ...PAGE];
const NAMES = ["page", "per_page", "limit", "cursor", "x", "namespace", "from", "id"];
const VALUES = [
  "",
  "1",
  "10",
  "10000",
  "10001",
  "1e3",
  "-1",
  "%00",
  "%",
  "é",
  "9".repeat(30),
  "10.0",
  "%2B10",
  "a&limit=10",
];
const HEADERS = [
  AUTHORIZED,
  AUTHORIZED,
  AUTHORIZED,
  {},
  { "x-auth-email": EMAIL, "x-auth-key": KEY },
  { authorization: `Basic ${TOKEN}` },
];
const METHODS = ["GET", "GET", "GET", "GET", "HEAD", "POST", "PUT", "OPTIONS", "PROPFIND"];

/** No request gets a 500 or an exception, and each answer has the shape that the OpenAPI document gives it. */
export const listing: Target = {
  name: "listing",
  async open() {
    const { directory, ids } = await makeDirectory(60);
    const faults: unknown[] = [];
    const onError = (error: unknown) => void faults.push(error);
    const api = makeApi(directory, { onError });
    const authenticate = authenticator({ tokens: [TOKEN] });
    const site = createSite({ api, directory, authenticate, accountId: ACCOUNT, onError });
    const validatorOf = answerValidators((await (await api(new Request(DOCUMENT))).json()) as OpenApiDocument);
    const { body } = await get(api, `${OBJECTS}?limit=10`);
    const values = [...VALUES, ids[0], ROOMS, String(body.result_info?.cursor)];

    const url = (random: SeededRandom) => {
      const query = Array.from({ length: random.below(4) }, () => `${random.pick(NAMES)}=${random.pick(values)}`);
      const path = random.pick(PATHS);
      const rest = Buffer.from(path.slice(ORIGIN.length));
      return `${ORIGIN}${random.below(4) > 0 ? rest : Buffer.from(havoc(random, rest))}?${query.join("&")}`;
    };
    return {
      generate: (random) =>
        jsonBytes({ url: url(random), method: random.pick(METHODS), headers: random.pick(HEADERS) }),
      mutate: (random, input) =>
        random.below(2) ? havoc(random, input) : jsonBytes(mutateJson(random, parseJson(input) ?? {})),
      async run(input) {
        const request = requestOf(parseJson(input));
        if (request === undefined) return undefined;
        faults.length = 0;
        const response = await site(request);
        if (faults.length > 0) throw faults[0];
        requireTrue(response.status < 500, `status ${response.status}`);
        const { pathname } = new URL(request.url);
        // The page's own paths are not in the document, and HTTP takes the body off their answers to HEAD.
        if (isPage(pathname)) return undefined;
        const text = await response.text();
        if (request.method === "HEAD") requireTrue(text === "", "the answer to HEAD has no body");
        else {
          const isDescribed = validatorOf(describedPath(pathname, response.status), response.status)(JSON.parse(text));
          requireTrue(isDescribed, `${response.status} as described: ${text.slice(0, 500)}`);
        }
        return undefined;
      },
    };
  },
};

function isPage(pathname: string): boolean {
  return pathname === "/" || pathname.startsWith("/page/");
}

/** The path under which the document describes an answer: refusals are the same on all. */
function describedPath(pathname: string, status: number): string {
  if (status === 200 && pathname.endsWith("/openapi.json")) return "/openapi.json";
  return status === 200 && pathname.endsWith("/objects") ? OF_ONE : LIST;
}

/** The request of an input; undefined if `fetch` can't send it. */
function requestOf(input: unknown): Request | undefined {
  try {
    const { url, method, headers } = input as { url: string; method: string; headers: Record<string, string> };
    return new Request(String(url), { method, headers });
  } catch {
    return undefined;
  }
}
