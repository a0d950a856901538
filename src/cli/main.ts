import { fstatSync } from "node:fs";
import { isatty } from "node:tty";
import type { StopSignal } from "../check/errors.js";
import { redirections } from "../check/files/redirections.js";
import { freeUsed } from "../check/inputs/free-used.js";
import type { SpawnThread } from "../check/threads/protocol.js";
import { removeOpenFolders } from "../system/open-folders.js";
import type { Output } from "./io.js";
import { run } from "./run.js";

/** The program of threads, if durable-id is bundled as one file; inserted by the bundler. */
declare const DURABLE_ID_THREAD: string | undefined;

/** The URL of the threads' program: a file next to this one, or a part of it. */
function threadProgram(): URL {
  return typeof DURABLE_ID_THREAD === "string"
    ? new URL(`data:text/javascript,${encodeURIComponent(DURABLE_ID_THREAD)}`)
    : new URL("../check/threads/worker.js", import.meta.url);
}

/** Starts threads that run the program. Node's module for threads is loaded with the first of them. */
const spawn: SpawnThread = (workerData, resourceLimits) => {
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  return new Worker(threadProgram(), { workerData, resourceLimits });
};

/** Standard input, not touched before it is read. Node treats a folder there as an empty file, so it is refused here. */
async function* standardInput(): AsyncIterable<Uint8Array> {
  if (fstatSync(process.stdin.fd).isDirectory()) throw new Error("it is a folder, not a file");
  yield* freeUsed(process.stdin);
}

/** A standard stream as an {@link Output}, opened when it is first used: a write is done when the system has accepted it. */
function outputTo(name: "stdout" | "stderr"): Output {
  let opened: NodeJS.WriteStream | undefined;
  const stream = () => {
    // Each write reports its own error; without a listener, the stream would end the process first.
    opened ??= process[name].on("error", () => undefined);
    return opened;
  };
  return {
    get isTTY() {
      return stream().isTTY === true;
    },
    // The width changes with the size of the window.
    get columns() {
      return stream().columns;
    },
    write: (data) =>
      new Promise((resolve, reject) => {
        stream().write(data, (error) => (error ? reject(error) : resolve()));
      }),
  };
}

/** Aborted at the first SIGINT or SIGTERM. A second one ends the process at once, after removing its temporary folders. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const signals: readonly StopSignal[] = ["SIGINT", "SIGTERM"];
  const receive = (signal: StopSignal): void => {
    if (!controller.signal.aborted) {
      controller.abort(signal);
      return;
    }
    removeOpenFolders();
    // Without a listener, the signal has its default effect.
    for (const each of signals) process.off(each, receive);
    process.kill(process.pid, signal);
  };
  for (const each of signals) process.on(each, receive);
  return controller.signal;
}

/** Runs the command line of this process, and ends it. */
export async function main(): Promise<never> {
  const stop = stopSignal();
  const argv = process.argv.slice(2);
  process.exitCode = await run(argv, {
    argv,
    stdin: standardInput(),
    isStdinTTY: isatty(0),
    stdout: outputTo("stdout"),
    stderr: outputTo("stderr"),
    env: process.env,
    stop,
    redirections: redirections(),
    spawn,
    now: () => performance.now(),
  });
  // A pending read of an open pipe can't be cancelled: a run may end before its input does. All output is written.
  process.exit();
}
