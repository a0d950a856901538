import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DurableObjectNamespace } from "durable-id";
import { listIds } from "durable-id/local";
import { afterAll, beforeAll, expect, it } from "vitest";
import { unstable_startWorker } from "wrangler";

const TOKEN = "a-token-for-wrangler-dev";
const rooms = new DurableObjectNamespace({ uniqueKey: "verdicts-ChatRoom" });
const carts = new DurableObjectNamespace({ uniqueKey: "verdicts-Cart" });

let folder: string;
let url: string;
let worker: Awaited<ReturnType<typeof unstable_startWorker>>;

// The Worker in a real workerd, as `wrangler dev` bundles and runs it.
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "verdicts-"));
  cpSync("wrangler.jsonc", join(folder, "wrangler.jsonc"));
  writeFileSync(join(folder, ".dev.vars"), `VERDICT_TOKEN=${TOKEN}\n`);
  worker = await unstable_startWorker({
    config: join(folder, "wrangler.jsonc"),
    entrypoint: resolve("src/index.ts"),
    dev: { server: { port: 0 }, inspector: false, logLevel: "error" },
  });
  url = new URL("/verdicts", await worker.url).href;
}, 60_000);

afterAll(async () => {
  await worker?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs `durable-id check --remote` as the README does. */
function check(...argv: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const command = ["durable-id", "check", "--remote", url, "--token-file", join(folder, "token"), ...argv];
  return new Promise((done) => {
    execFile("npx", command, (error, stdout, stderr) => done({ code: error?.code ?? 0, stdout, stderr }));
  });
}

it("validates stored IDs, names their namespaces, and starts no object", async () => {
  const ids = [rooms.idFromName("lobby"), carts.newUniqueId(), "0".repeat(64), "nonsense"];
  writeFileSync(join(folder, "ids.txt"), `${ids.join("\n")}\n`);
  writeFileSync(join(folder, "token"), TOKEN, { mode: 0o600 });
  const { code, stdout, stderr } = await check(
    "--json",
    "--annotate",
    "--output",
    join(folder, "out"),
    join(folder, "ids.txt"),
  );
  expect([code, stderr]).toEqual([1, ""]);
  expect(JSON.parse(stdout)).toMatchObject({ total: 4, valid: 2, foreign: 1, malformed: 1 });
  const verdicts = readFileSync(join(folder, "out"), "utf8")
    .split("\n")
    .map((line) => line.split("\t").slice(0, 3));
  expect(verdicts.slice(0, 3)).toEqual([
    ["valid", "", "ROOMS"],
    ["valid", "", "CARTS"],
    ["foreign", "unknown", ""],
  ]);
  const state = join(folder, ".wrangler/state/v3");
  const objects = () => listIds(state, { plugin: "do", uniqueKey: "verdicts-ChatRoom" }).catch(() => []);
  expect(await objects()).toEqual([]);
}, 60_000);

it("refuses requests without the token", async () => {
  writeFileSync(join(folder, "token"), "another", { mode: 0o600 });
  const { code, stdout, stderr } = await check(join(folder, "ids.txt"));
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("401");
}, 60_000);
