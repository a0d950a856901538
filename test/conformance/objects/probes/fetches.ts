import { type AnyStub, answers, fails, fetchOf, type ObjectProbe, same, stubOf } from "../probe.js";
import { viewOf } from "../thrown.js";

/** What a caller sees of a response, or of an error. */
async function seen(stub: AnyStub, input: unknown, init?: unknown): Promise<unknown> {
  try {
    const response = await fetchOf(stub, input, init);
    const { status, url, redirected } = response;
    return [status, url, redirected, response.headers.get("x-room"), await response.text()];
  } catch (error) {
    return viewOf(error);
  }
}

const POST = { method: "POST", body: "hi", headers: { "content-type": "text/plain" } };

/** `fetch`: requests, responses, redirects. */
export const fetchProbes: readonly ObjectProbe[] = [
  ...["/a", "/nothing", "/text", "/fail", "/to/302", "/to/303", "/to/307"].flatMap((path) =>
    [undefined, POST, { redirect: "manual" }].map((init) =>
      same(`fetch of ${path} with ${JSON.stringify(init)}`, (env, name) =>
        seen(stubOf(env, name), `http://object${path}`, init),
      ),
    ),
  ),
  same("fetch of a Request with a fragment", (env, name) =>
    seen(stubOf(env, name), new Request("https://object/a?b#c", { method: "PUT", body: "b" })),
  ),
  same("fetch of a URL object", (env, name) => seen(stubOf(env, name), new URL("http://object/c"))),
  fails("fetch of another protocol", "TypeError: Fetch API cannot load: ftp://object/", (env, name) =>
    fetchOf(stubOf(env, name), "ftp://object/"),
  ),
  answers("fetch of no URL", true, (env, name) =>
    fetchOf(stubOf(env, name), "/nowhere").then(
      () => false,
      (error) => error instanceof TypeError,
    ),
  ),
  answers("a redirect without an end", true, (env, name) =>
    fetchOf(stubOf(env, name), "http://object/loop").catch(({ message }) => message.startsWith("Too many redirects.")),
  ),
  fails("headers of the request, changed", "TypeError: Can't modify immutable headers.", (env, name) =>
    fetchOf(stubOf(env, name), "http://object/headers"),
  ),
  fails("headers of the response, changed", "TypeError: Can't modify immutable headers.", async (env, name) =>
    (await fetchOf(stubOf(env, name), "http://object/")).headers.set("x-mine", "1"),
  ),
  answers("headers of the response, copied", ["1", "2"], async (env, name) => {
    const headers = new Headers((await fetchOf(stubOf(env, name), "http://object/")).headers);
    headers.set("x-mine", "2");
    return [headers.get("x-room"), headers.get("x-mine")];
  }),
];
