import { chmodSync, existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { DurableObjectNamespace } from "../../src/index.js";
import { createVerdictHandler } from "../../src/remote.js";
import { cli, EU_FOO, FOO, FOREIGN, OTHER, ROOMS, scratch } from "./support.js";

const TOKEN = "the-token-of-this-test";
const verdicts = createVerdictHandler({
  namespaces: () => ({
    [ROOMS]: new DurableObjectNamespace({ uniqueKey: ROOMS }),
    [OTHER]: new DurableObjectNamespace({ uniqueKey: OTHER }),
  }),
  token: TOKEN,
});

/** A Worker on this machine, and the file of its token. */
async function worker(
  intercept: (request: IncomingMessage, response: ServerResponse) => boolean = () => false,
): Promise<{ url: string; token: string; folder: ReturnType<typeof scratch>; asked: () => number }> {
  let asked = 0;
  const server = createServer(async (incoming, outgoing) => {
    asked++;
    if (intercept(incoming, outgoing)) return;
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece);
    const { method = "", headers } = incoming;
    const { authorization = "" } = headers;
    const body = method === "POST" ? Buffer.concat(pieces) : null;
    const answer = await verdicts(new Request(url, { method, headers: { authorization }, body }), undefined);
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/verdicts`;
  const folder = scratch();
  const token = folder.file("token", `${TOKEN}\n`);
  chmodSync(token, 0o600);
  return { url, token, folder, asked: () => asked };
}

const INPUT = `${FOO}\n${FOREIGN}\n${EU_FOO}\nnonsense\n${"0".repeat(64)}\n`;

test("check --remote gives the same outputs, summary and exit code as check with the keys", async () => {
  const { url, token, folder } = await worker();
  const input = folder.file("in.csv", `name,id\n${INPUT.trim().replace(/^/gm, "a,")}\n`);
  const keyed = ["--unique-key", ROOMS, "--unique-key", OTHER];
  const outputs = async (name: string, ...how: string[]) => {
    const paths = ["annotated", "invalid", "valid", "report", "junit"].map((kind) =>
      join(folder.path, `${name}-${kind}`),
    );
    const [annotated, invalid, valid, report, junit] = paths;
    const { code, stdout, stderr } = await cli(
      [
        ...["check", ...how, "--field", "id", "--json", "--duplicates", "--annotate", "--output", annotated],
        ...["--invalid", invalid, "--valid", valid, "--report", report, "--junit", junit, input],
      ],
      {},
    );
    expect([code, stderr]).toEqual([1, ""]);
    for (const path of paths) expect(readFileSync(path, "utf8")).not.toContain(TOKEN);
    expect(readFileSync(report, "utf8")).toContain(name === "remote" ? "remote" : "wasm");
    const { engine, seconds, idsPerSecond, ...summary } = JSON.parse(stdout);
    return { engine, summary, texts: [annotated, invalid, valid].map((path) => readFileSync(path, "utf8")) };
  };
  const local = await outputs("local", ...keyed);
  const remote = await outputs("remote", "--remote", url, "--token-file", token);
  expect([local.engine, remote.engine]).toEqual(["wasm", "remote"]);
  expect(remote.summary).toEqual(local.summary);
  expect(remote.texts).toEqual(local.texts);
});

test("requests with broken connections are repeated", async () => {
  let broken = 0;
  const { url, token, asked } = await worker(({ socket }) => {
    if (broken++ > 0) return false;
    socket.destroy();
    return true;
  });
  const { code, stderr } = await cli(["check", "--remote", url, "--token-file", token], { stdin: `${FOO}\n` });
  expect([code, stderr]).toEqual([0, ""]);
  expect(asked()).toBe(3);
});

test("--checkpoint is bound to one Worker, and doesn't contain the token", async () => {
  let left = 3;
  const { url, token, folder } = await worker((_, response) => {
    if (left-- > 0) return false;
    response.writeHead(404).end();
    return true;
  });
  const input = folder.file("in.txt", `${FOO}\n`.repeat(2000));
  const state = join(folder.path, "state");
  const argv = ["--token-file", token, "--valid", join(folder.path, "valid"), "--checkpoint", state, input];
  const broken = await cli(["check", "--remote", url, ...argv]);
  expect([broken.code, broken.stderr]).toEqual([2, expect.stringContaining("404")]);
  expect(readFileSync(state, "utf8")).not.toContain(TOKEN);
  left = Number.POSITIVE_INFINITY;
  const other = await cli(["check", "--remote", url.replace("/verdicts", "/other"), ...argv]);
  expect([other.code, other.stderr]).toEqual([2, expect.stringContaining("other keys or options")]);
  const resumed = await cli(["check", "--remote", url, "--json", ...argv]);
  expect([resumed.code, JSON.parse(resumed.stdout).valid]).toEqual([0, 2000]);
  expect(existsSync(state)).toBe(false);
});

describe("is refused before anything is read or written", () => {
  test.each<[string, (url: string, token: string) => string[], RegExp]>([
    [
      "another token",
      (url, token) => ["--remote", url, "--token-file", token.replace(/token$/, "wrong")],
      /401.*"\S*wrong"/,
    ],
    ["no token", (url) => ["--remote", url], /--token-file/],
    ["a token without a Worker", (_, token) => ["--token-file", token], /--remote/],
    ["--allow-http without a Worker", () => ["--allow-http", "--unique-key", ROOMS], /--remote/],
    ["a unique key", (url, token) => ["--remote", url, "--token-file", token, "--unique-key", ROOMS], /--unique-key/],
    ["a configuration", (url, token) => ["--remote", url, "--token-file", token, "--config", "w.toml"], /--config/],
    [
      "a jurisdiction",
      (url, token) => ["--remote", url, "--token-file", token, "--jurisdiction", "eu"],
      /--jurisdiction/,
    ],
    ["an engine", (url, token) => ["--remote", url, "--token-file", token, "--engine", "pure"], /--engine/],
    ["repairs", (url, token) => ["--remote", url, "--token-file", token, "--repairs", "r.csv"], /--repairs/],
    ["a scheme without encryption", (_, token) => ["--remote", "http://example.com", "--token-file", token], /https/],
    [
      "an output over the token",
      (url, token) => ["--remote", url, "--token-file", token, "--valid", token],
      /--token-file/,
    ],
  ])("%s", async (_, options, message) => {
    const { url, token, folder } = await worker();
    chmodSync(folder.file("wrong", "another"), 0o600);
    const outcome = await cli(["check", ...options(url, token), "--invalid", join(folder.path, "invalid")], {
      stdin: FOO,
    });
    expect([outcome.code, outcome.stdout]).toEqual([2, ""]);
    expect(outcome.stderr).toMatch(message);
    expect(outcome.stderr).not.toContain(TOKEN);
    expect(existsSync(join(folder.path, "invalid"))).toBe(false);
  });
});

test("a token file that others can read causes a warning", async () => {
  const { url, token } = await worker();
  chmodSync(token, 0o644);
  const { code, stderr } = await cli(["check", "--remote", url, "--token-file", token], { stdin: FOO });
  expect([code, stderr]).toEqual([0, expect.stringContaining("chmod 600")]);
});
