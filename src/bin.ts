import { fstatSync } from "node:fs";
import type { Output } from "./cli/io.js";
import { run } from "./cli/run.js";

/** Standard input, untouched until it is asked for. Node takes a directory there for an empty file: this refuses it. */
async function* standardInput(): AsyncIterable<Uint8Array> {
  if (fstatSync(process.stdin.fd).isDirectory()) throw new Error("it is a directory, and a file is wanted");
  yield* process.stdin;
}

/** A stream of the process as an {@link Output}: a write is done when the system has taken it. */
function outputTo(stream: NodeJS.WriteStream): Output {
  // Each write reports its own error; without a listener the stream would end the process before it could.
  stream.on("error", () => undefined);
  return {
    isTTY: stream.isTTY === true,
    write: (data) =>
      new Promise((resolve, reject) => {
        stream.write(data, (error) => (error ? reject(error) : resolve()));
      }),
  };
}

/** Signals end the process at once until this is called; the second one does so again. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
}

process.exitCode = await run(process.argv.slice(2), {
  stdin: standardInput(),
  stdout: outputTo(process.stdout),
  stderr: outputTo(process.stderr),
  env: process.env,
  now: () => performance.now(),
  untilStopped,
});
