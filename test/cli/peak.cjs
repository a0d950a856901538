// Preloaded into a process whose memory is measured: it tells its own peak when it ends. VmHWM starts at zero with the
// program; the maxRSS of getrusage also counts what the process was before, a fork of a test's worker.
const { readFileSync } = require("node:fs");
const { isMainThread } = require("node:worker_threads");

if (isMainThread) {
  process.on("exit", () => {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
    process._rawDebug(`peak ${kilobytes} kB`);
  });
}
