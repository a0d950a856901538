import { execFile, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import type { Answer, Statement } from "./database.js";

/** The output of a program; rejects with its standard error. */
export async function output(program: string, args: readonly string[], stdin = ""): Promise<string> {
  const running = promisify(execFile)(program, [...args], { maxBuffer: 1 << 28 });
  running.child.stdin?.end(stdin);
  return (await running).stdout;
}

/** Installs one of Debian's packages, unless what it brings is there. */
export function installDebian(name: string, brings: string): void {
  if (existsSync(brings)) return;
  execFileSync("apt-get", ["update", "-qq"]);
  execFileSync("apt-get", ["install", "-qq", "-y", "--no-install-recommends", name], { stdio: "pipe" });
}

/** A server that runs until it is stopped. */
export interface Server {
  stop(): Promise<void>;
}

/** Starts a server, and waits until it answers. */
export async function startServer(
  program: string,
  args: readonly string[],
  isReady: () => Promise<unknown>,
): Promise<Server> {
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said = (said + chunk).slice(-4000);
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}: ${said}`);
    try {
      await isReady();
      break;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return {
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Runs statements one after another by a client that reads SQL from standard input, a process each. */
export async function runEach(
  statements: readonly Statement[],
  query: (sql: string) => Promise<string>,
  bind: (statement: Statement & { readonly parameters: readonly string[] }) => string,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const { sql, parameters, returns } of statements) {
    const text = parameters === undefined ? sql : bind({ sql, parameters, returns });
    const started = performance.now();
    const printed = (await query(text)).trim();
    answers.push({ value: returns ? Number(printed) : null, seconds: (performance.now() - started) / 1000 });
  }
  return answers;
}
