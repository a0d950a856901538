import { serve } from "../../src/cli/commands/serve.js";

/*
 * `serve` as a process that tells its heap: what it prints is sent to its parent, and so is the heap when it is asked for.
 */
const collect = (globalThis as { gc?: () => void }).gc;
process.on("message", () => {
  collect?.();
  process.send?.(process.memoryUsage().heapUsed);
});

const stop = new AbortController();
process.once("SIGTERM", () => stop.abort("SIGTERM"));

process.exitCode = await serve(
  { port: "0", host: "127.0.0.1", db: process.argv[2] },
  {
    stdin: process.stdin,
    stdout: {
      isTTY: false,
      write: async (data) => {
        const text = String(data);
        process.send?.({ origin: /http:\/\/[^/\s]+/.exec(text)?.[0], token: /^token {2}(\S+)/m.exec(text)?.[1] });
      },
    },
    stderr: {
      isTTY: false,
      write: async (data) => {
        process.stderr.write(data);
      },
    },
    env: {},
    now: () => performance.now(),
    stop: stop.signal,
  },
);
process.disconnect?.();
