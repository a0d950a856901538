import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Miniflare } from "miniflare";
import { readConfig } from "../src/config.js";

/** A runtime that runs the Worker of `wrangler.jsonc`. */
export interface Runtime {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts one of the two with a state folder such as `.wrangler/state`. */
export type StartRuntime = (state: string) => Promise<Runtime>;

export const startEmulator: StartRuntime = async (state) => {
  const args = ["dist/main.js", "--port", "0", "--persist-to", state];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  return { url: await readyUrl(child), stop: () => end(child) };
};

/** Miniflare as configured by `wrangler dev`, with a real workerd. Objects stay in memory, even on a slow machine. */
export const startWorkerd: StartRuntime = async (state) => {
  const { main, worker } = readConfig("wrangler.jsonc");
  const classes = worker.namespaces.map(({ binding, className }) => [
    binding,
    { className, useSQLite: true, unsafePreventEviction: true },
  ]);
  const miniflare = new Miniflare({
    name: "chat",
    modules: true,
    scriptPath: main,
    compatibilityDate: worker.compatibilityDate,
    bindings: { GREETING: "hello" },
    durableObjects: Object.fromEntries(classes),
    durableObjectsPersist: `${state}/v3/do`,
  });
  return { url: (await miniflare.ready).href.replace(/\/$/, ""), stop: () => miniflare.dispose() };
};

async function readyUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("The emulator has no output.");
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith("Ready on ")) return line.slice("Ready on ".length);
  }
  throw new Error("The emulator did not start.");
}

async function end(child: ChildProcess): Promise<void> {
  child.kill();
  await once(child, "exit");
}
