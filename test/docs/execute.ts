import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bareEnvironment, type Ended } from "../../support/packed/npm.js";

/** Programs that run one after another in one folder, and all that they leave running behind. */
export class Session {
  readonly #children: ChildProcess[] = [];
  readonly #cwd: string;
  readonly #env: NodeJS.ProcessEnv;

  /** @param env all of the environment but `PATH` and `HOME`, which is the folder */
  constructor(cwd: string, env: NodeJS.ProcessEnv = {}) {
    this.#cwd = cwd;
    this.#env = bareEnvironment(cwd, env);
  }

  /**
   * Runs a program, and waits for its end. Processes that it started in the background run until {@link end}.
   * @param timeout in milliseconds
   * @throws Error if the program can't be started, or takes longer
   */
  async run(program: string, args: readonly string[], timeout = 30_000): Promise<Ended> {
    const outputs = mkdtempSync(join(tmpdir(), "durable-id-docs-output-"));
    const [stdout, stderr] = ["stdout", "stderr"].map((name) => join(outputs, name));
    // Files, and not pipes, which what runs in the background would hold open.
    const files = [openSync(stdout, "w"), openSync(stderr, "w")];
    try {
      const child = spawn(program, args, {
        cwd: this.#cwd,
        env: this.#env,
        stdio: ["ignore", files[0], files[1]],
        detached: true,
      });
      this.#children.push(child);
      const status = await exitOf(child, timeout);
      return { status, stdout: readFileSync(stdout, "utf8"), stderr: readFileSync(stderr, "utf8") };
    } finally {
      for (const file of files) closeSync(file);
      rmSync(outputs, { recursive: true, force: true });
    }
  }

  /** Ends all processes that are still running. */
  end(): void {
    for (const { pid } of this.#children.splice(0)) if (pid !== undefined) killGroup(pid);
  }
}

async function exitOf(child: ChildProcess, timeout: number): Promise<number | null> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error(`it took more than ${timeout} ms`)), timeout);
  try {
    const [status] = (await once(child, "exit", { signal: late.signal })) as [number | null];
    return status;
  } catch (error) {
    if (late.signal.aborted) throw late.signal.reason;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Kills a process group by its leader. */
function killGroup(leader: number): void {
  try {
    process.kill(-leader, "SIGKILL");
  } catch (error) {
    // All of them have ended by themselves.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
