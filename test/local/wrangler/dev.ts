import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { bareEnvironment } from "../../../support/packed/npm.js";
import { binaryOf } from "../../../support/runtimes/binaries.js";
import { wranglerScript } from "../../runtime/bundlers/wrangler.js";

/** wrangler's message with its address. */
const READY = /Ready on (http:\/\/\S+)/;

/**
 * Runs `wrangler dev` in a folder, sends its Worker one request, and stops it.
 * @throws Error with all that wrangler wrote, if it ends before it listens, or with what the Worker answered, if that is an error
 */
export async function askUnderWranglerDev(cwd: string, ...args: readonly string[]): Promise<void> {
  const program = [wranglerScript(), "dev", "--ip", "127.0.0.1", "--port", "0", "--inspector-port", "0", ...args];
  const quiet = { CI: "1", NO_COLOR: "1", WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false" };
  // A separate process group: stopping it also stops workerd.
  const wrangler = spawn(binaryOf("node24"), program, { cwd, env: bareEnvironment(cwd, quiet), detached: true });
  try {
    const response = await fetch(await listening(wrangler));
    if (!response.ok) throw new Error(`the Worker answered ${response.status}: ${await response.text()}`);
  } finally {
    if (wrangler.exitCode === null && wrangler.pid !== undefined) {
      const ended = once(wrangler, "close");
      process.kill(-wrangler.pid, "SIGTERM");
      await ended;
    }
  }
}

async function listening(wrangler: ChildProcess): Promise<string> {
  const { stdout, stderr } = wrangler;
  if (stdout === null || stderr === null) throw new Error("wrangler has no pipes");
  let written = "";
  stderr.on("data", (chunk) => {
    written += chunk;
  });
  for await (const line of createInterface(stdout)) {
    written += `${line}\n`;
    const url = READY.exec(line)?.[1];
    if (url !== undefined) {
      stdout.resume();
      return url;
    }
  }
  throw new Error(`wrangler dev ended: ${written}`);
}
