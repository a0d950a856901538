import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Faults } from "../faults.js";
import { BIN, Child } from "./child.js";

const PROBE = resolve("test/soak/serve/memory-probe.cjs");

/** `durable-id serve` over a database, as a process that is killed and started again on the same port. */
export class Served {
  readonly #argv: readonly string[];
  readonly #faults: Faults;
  #child: Child | undefined;
  #origin = "";
  #life = 0;
  #listening: Promise<void> = Promise.resolve();

  constructor(db: string, tokenFile: string, faults: Faults) {
    this.#argv = ["--expose-gc", "--require", PROBE, BIN, "serve", "--db", db, "--token-file", tokenFile];
    this.#faults = faults;
  }

  /** `http://127.0.0.1:` and the port. */
  get origin(): string {
    return this.#origin;
  }

  /** Changes when the process is killed: a request that fails without that has no excuse. */
  get life(): number {
    return this.#life;
  }

  /** Resolves while a process listens. */
  get listening(): Promise<void> {
    return this.#listening;
  }

  /** Starts a process; resolves when it listens. */
  async start(): Promise<void> {
    const port = this.#origin === "" ? "0" : new URL(this.#origin).port;
    const child = new Child([...this.#argv, "--port", port]);
    this.#child = child;
    const { stdout } = child.process;
    if (stdout === null) throw new Error("the server has no output");
    void child.ended.then(({ code, isKilled, stderr }) => {
      if (!isKilled && code !== 0) this.#faults.add(`the server ended with ${code}`);
      if (stderr !== "") this.#faults.add(`the server printed: ${stderr}`);
    });
    const [text] = (await Promise.race([once(stdout, "data"), child.ended.then(() => [""])])) as [string];
    const origin = /http:\/\/[^/\s]+/.exec(text)?.[0];
    if (origin === undefined) throw new Error(`the server doesn't listen: ${(await child.ended).stderr}`);
    this.#origin = origin;
  }

  /** Kills the process, and starts another one. */
  async restart(): Promise<void> {
    this.#life++;
    this.#child?.kill();
    this.#listening = (this.#child?.ended ?? Promise.resolve()).then(() => this.start());
    await this.#listening;
  }

  /** Asks the process to end. @returns its exit code */
  async stop(): Promise<number | null> {
    this.#life++;
    this.#child?.process.kill("SIGTERM");
    return (await this.#child?.ended)?.code ?? null;
  }

  kill(): void {
    this.#child?.kill();
  }

  /** The memory that the process has now, in MB. */
  residentSize(): number {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.#pid}/status`, "utf8"))?.[1]) / 1024;
  }

  /** The heap that a collection leaves, in MB. */
  async heapSize(): Promise<number> {
    this.#child?.process.send("heap");
    return ((await this.#child?.message<number>()) ?? Number.NaN) / 2 ** 20;
  }

  /** How many files and connections the process has open. */
  descriptors(): number {
    return readdirSync(`/proc/${this.#pid}/fd`).length;
  }

  get #pid(): number | undefined {
    return this.#child?.process.pid;
  }
}
