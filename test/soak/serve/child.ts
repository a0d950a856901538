import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

/** The command line as it is shipped, in the checkout from whose root this runs. */
export const BIN = resolve("dist/bin.js");

/** How a process ended. */
export interface ChildEnd {
  readonly code: number | null;
  /** Whether {@link Child.kill} ended it. */
  readonly isKilled: boolean;
  readonly stderr: string;
}

/** A process of Node that may be killed at any moment. */
export class Child {
  readonly process: ChildProcess;
  readonly ended: Promise<ChildEnd>;
  #isRunning = true;
  #isKilled = false;

  constructor(argv: readonly string[]) {
    this.process = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "pipe", "ipc"] });
    let stderr = "";
    this.process.stderr?.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    this.process.stdout?.setEncoding("utf8");
    // A message to one that was killed is lost.
    this.process.on("error", () => undefined);
    this.ended = once(this.process, "close").then(([code, signal]) => {
      this.#isRunning = false;
      return { code: code as number | null, isKilled: this.#isKilled && signal === "SIGKILL", stderr };
    });
  }

  get isRunning(): boolean {
    return this.#isRunning && !this.#isKilled;
  }

  /** Ends it at once, whatever it does. @returns whether it was running */
  kill(): boolean {
    if (!this.isRunning) return false;
    this.#isKilled = this.process.kill("SIGKILL");
    return this.#isKilled;
  }

  /** The next message; `undefined` if the process ends before. */
  async message<Message>(): Promise<Message | undefined> {
    const received = once(this.process, "message").then(([message]) => message as Message);
    return Promise.race([received, this.ended.then(() => undefined)]);
  }
}
