import { request } from "node:http";
import { describe, expect, it, onTestFinished, test } from "vitest";
import { parseHostNames } from "../../src/cli/commands/serve.js";
import { forOwnHosts, isLoopback } from "../../src/serve/hosts.js";
import { listen } from "../../src/serve/http.js";

const ok = () => Promise.resolve(new Response("ok"));

/** The answer to a request with this Host header. */
async function ask(names: readonly string[], host: string): Promise<{ status: number | undefined; text: string }> {
  const { origin, close } = await listen(forOwnHosts(names, ok), 0, "127.0.0.1");
  onTestFinished(close);
  return new Promise((resolve, reject) => {
    const sent = request(origin, { headers: { host, connection: "close" } }, async (response) => {
      let text = "";
      for await (const chunk of response) text += String(chunk);
      resolve({ status: response.statusCode, text });
    });
    sent.on("error", reject).end();
  });
}

describe("the Host header", () => {
  test.each([
    "localhost",
    "LOCALHOST:8787",
    "rooms.localhost:1",
    "127.0.0.1:8787",
    "[::1]:8787",
    "192.168.1.5",
    "ids.example:8787",
    "IDS.example",
  ])("%s is answered", async (host) => {
    expect(await ask(["ids.example"], host)).toEqual({ status: 200, text: "ok" });
  });

  test.each([
    "evil.example",
    "evil.example:8787",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "notlocalhost",
    "x.ids.example",
    "ids.example.",
  ])("%s is refused, in JSON", async (host) => {
    const { status, text } = await ask(["ids.example"], host);
    expect([status, JSON.parse(text).success, JSON.parse(text).errors[0].code]).toEqual([421, false, 10421]);
    expect(text).toContain("--allowed-host");
  });

  test.each(["localhost@evil.example", "evil.example/localhost", "evil example"])(
    "%j doesn't form a URL",
    async (host) => {
      expect((await ask([], host)).status).toBe(400);
    },
  );
});

it("an allowed name must not have a port, a path or a user", () => {
  expect(parseHostNames(["ids.example", "IDS", "10.0.0.1", "[::1]"])).toHaveLength(4);
  for (const name of ["", "ids.example:80", "http://ids.example", "a/b", "a@b", "a b"]) {
    expect(() => parseHostNames([name])).toThrow(/--allowed-host must be/);
  }
});

it("recognises loopback addresses", () => {
  expect(["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"].filter(isLoopback)).toHaveLength(4);
  expect(["0.0.0.0", "::", "192.168.1.5", "fe80::1", "128.0.0.1"].filter(isLoopback)).toEqual([]);
});
