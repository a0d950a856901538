import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { BIN } from "../cli/process.js";
import { scratch } from "../cli/support.js";

/*
 * Clients without credentials that ask for the largest file, as fast as they can, and never read an answer.
 */
const SECONDS = Number(process.env.LOAD_SECONDS ?? 30);
const REQUESTS = "GET /page/app.js HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(2000);

/** The most memory that a process has used, in MB. */
const peakOf = (pid: number): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;

// 20 took it to 2.3 GB, and 1,000 of them to what the machine has.
test.each([
  [20, 150],
  [1000, 300],
])(
  "%i clients that don't read: at most %i MB",
  async (clients, most) => {
    const { path } = scratch();
    mkdirSync(join(path, "do"));
    const server = spawn(process.execPath, [BIN, "serve", "--state", path, "--port", "0"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => {
      server.kill("SIGKILL");
    });
    const [text] = (await once(server.stdout, "data")) as [Buffer];
    const origin = /http:\/\/[^/\s]+/.exec(String(text))?.[0] ?? "";
    const before = peakOf(server.pid ?? 0);
    const open = () => {
      const socket = connect(Number(new URL(origin).port), "127.0.0.1");
      const write = () => {
        while (socket.write(REQUESTS));
      };
      socket.pause().on("connect", write).on("drain", write);
      socket.on("error", () => undefined);
      return socket;
    };
    const sockets = Array.from({ length: clients }, open);
    await setTimeout(SECONDS * 1000);
    const after = peakOf(server.pid ?? 0);
    console.log(`${clients} clients: ${before.toFixed(0)} MB before, at most ${after.toFixed(0)} MB`);
    expect(after).toBeLessThan(most);
    for (const socket of sockets) socket.destroy();
    expect((await fetch(`${origin}/page/app.js`)).status).toBe(200);
  },
  (SECONDS + 60) * 1000,
);
