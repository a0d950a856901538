import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { SqliteDirectory } from "../../src/directory.js";
import { DurableObjectNamespace } from "../../src/index.js";

/*
 * 200 clients at once for 30 seconds, on loopback: every answer is right, and the server's heap doesn't grow.
 */
const CLIENTS = 200;
const SECONDS = Number(process.env.LOAD_SECONDS ?? 30);
const OBJECTS = 100_000;
const UNIQUE_KEY = "my-worker-ChatRoom";
const SERVER = fileURLToPath(new URL("../../build/test/load-server.mjs", import.meta.url));

/** One GET; the body is read to its end. */
function fetchText(agent: Agent, url: string, token: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      response.on("error", reject);
    }).on("error", reject);
  });
}

test(
  `${CLIENTS} clients for ${SECONDS} s`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "durable-id-load-"));
    const path = join(folder, "objects.db");
    const directory = await SqliteDirectory.open(path);
    directory.add({ uniqueKey: UNIQUE_KEY, script: "my-worker", class: "ChatRoom" });
    const rooms = new DurableObjectNamespace({ uniqueKey: UNIQUE_KEY });
    for (let i = 0; i < OBJECTS; i += 5000) {
      await directory.record(
        UNIQUE_KEY,
        Array.from({ length: 5000 }, () => ({ id: rooms.newUniqueId() })),
      );
    }
    directory.close();
    await build({
      entryPoints: [fileURLToPath(new URL("server.ts", import.meta.url))],
      outfile: SERVER,
      bundle: true,
      platform: "node",
      format: "esm",
      external: ["libsql"],
    });
    const server = spawn(process.execPath, ["--expose-gc", SERVER, path], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    // One that ends by itself is waited for in vain.
    const ended = once(server, "exit").then(([code]) => {
      if (code !== 0) throw new Error(`the server ended with ${code}`);
      return code as number;
    });
    ended.catch(() => undefined);
    try {
      const [{ origin, token }] = (await Promise.race([once(server, "message"), ended])) as [
        { origin: string; token: string },
      ];
      const heap = async () => {
        server.send("heap");
        return ((await once(server, "message")) as [number])[0];
      };
      const base = `${origin}/client/v4/accounts/${"0".repeat(32)}/workers/durable_objects/namespaces`;
      const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
      const end = Date.now() + SECONDS * 1000;
      const errors: string[] = [];
      let answers = 0;

      /** A client pages through the objects again and again, with a mistake now and then. */
      const client = async (number: number) => {
        let cursor = "";
        while (Date.now() < end) {
          const turn = answers++ % 20;
          const [url, wanted, credentials] =
            turn === 0
              ? [base, 200, token]
              : turn === 1
                ? [`${base}/nope/objects`, 404, token]
                : turn === 2
                  ? [base, 401, "wrong"]
                  : [`${base}/${UNIQUE_KEY}/objects?limit=${10 + number}${cursor && `&cursor=${cursor}`}`, 200, token];
          try {
            const { status, text } = await fetchText(agent, url, credentials);
            const body = JSON.parse(text) as { success: boolean; result_info?: { cursors?: { after: string } } };
            if (status !== wanted || body.success !== (wanted === 200)) errors.push(`${status} for ${url}`);
            if (turn > 2) cursor = body.result_info?.cursors?.after ?? "";
          } catch (error) {
            errors.push(String(error));
          }
        }
      };
      const clients = Array.from({ length: CLIENTS }, (_, number) => client(number));
      const heaps: number[] = [];
      while (Date.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, Math.min(2000, SECONDS * 100)));
        heaps.push(await heap());
      }
      await Promise.all(clients);
      agent.destroy();
      const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
      const third = Math.floor(heaps.length / 3);
      const [early, late] = [mean(heaps.slice(third, 2 * third)), mean(heaps.slice(-third))].map(
        (bytes) => bytes / 2 ** 20,
      );
      console.log(
        `${answers} answers, ${Math.round(answers / SECONDS)} a second, ${errors.length} errors; ` +
          `heap after collection ${early.toFixed(1)} MiB in the middle third, ${late.toFixed(1)} MiB in the last`,
      );
      expect(errors).toEqual([]);
      expect(answers).toBeGreaterThan(CLIENTS);
      expect(late).toBeLessThan(early * 1.1 + 2);
      server.kill("SIGTERM");
      expect(await ended).toBe(0);
    } finally {
      server.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    }
  },
  (SECONDS + 60) * 1000,
);
