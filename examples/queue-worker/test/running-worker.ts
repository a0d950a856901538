import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { listIds } from "durable-id/local";
import { unstable_startWorker } from "wrangler";

/** The unique key of the class `Session` under `wrangler dev`: the Worker's name and the class's. */
export const SESSIONS = "page-views-Session";

/** The Worker in a real workerd with real queues, as `wrangler dev` bundles and runs it. */
export class RunningWorker {
  readonly #folder: string;
  readonly #worker: Awaited<ReturnType<typeof unstable_startWorker>>;

  private constructor(folder: string, worker: Awaited<ReturnType<typeof unstable_startWorker>>) {
    this.#folder = folder;
    this.#worker = worker;
  }

  /** Starts it without sessions, in a temporary folder. */
  static async start(sessionKey: string): Promise<RunningWorker> {
    const folder = mkdtempSync(join(tmpdir(), "page-views-"));
    cpSync("wrangler.jsonc", join(folder, "wrangler.jsonc"));
    writeFileSync(join(folder, ".dev.vars"), `SESSION_KEY=${sessionKey}\n`);
    const worker = await unstable_startWorker({
      config: join(folder, "wrangler.jsonc"),
      entrypoint: resolve("src/worker.ts"),
      dev: { server: { port: 0 }, inspector: false, logLevel: "error" },
    });
    return new RunningWorker(folder, worker);
  }

  /** Its answer to a request. */
  async ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    return (await this.#worker.fetch(`http://localhost${path}`, init)).json();
  }

  /** The IDs of the objects of `Session` that have run so far. */
  objects(): Promise<string[]> {
    return listIds(join(this.#folder, ".wrangler/state/v3"), { plugin: "do", uniqueKey: SESSIONS });
  }

  async stop(): Promise<void> {
    await this.#worker.dispose();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
