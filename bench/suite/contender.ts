import { fork } from "node:child_process";
import { once } from "node:events";
import type { ContenderId, TaskId } from "./tasks.js";
import type { Answer, Offer, Question } from "./work.js";

/** An implementation that is measured in turns. */
export interface Contender {
  readonly id: ContenderId;
  readonly tasks: readonly TaskId[];
  /** One turn: the best pass of about `time` milliseconds, in nanoseconds an operation. */
  measure(task: TaskId, time: number): Promise<number>;
  stop(): Promise<void>;
}

/** A contender that can't take part on this machine, and why. */
export interface Absentee {
  readonly id: ContenderId;
  readonly reason: string;
}

/** Starts the process of a contender: a bundled module that calls `serve`. */
export async function startProcess(id: ContenderId, module: string): Promise<Contender> {
  const child = fork(module, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const answer = async <Message>(): Promise<Message> => {
    const exited = new AbortController();
    const fail = (code: number | null): void => exited.abort(new Error(`${id} ended with exit code ${code}.`));
    child.once("exit", fail);
    try {
      const [message] = (await once(child, "message", { signal: exited.signal })) as [Message];
      return message;
    } catch {
      throw exited.signal.reason;
    } finally {
      child.off("exit", fail);
    }
  };
  const { tasks } = await answer<Offer>();
  return {
    id,
    tasks,
    measure: async (task, time) => {
      child.send({ task, time } satisfies Question);
      return (await answer<Answer>()).nanoseconds;
    },
    stop: async () => {
      const exited = once(child, "exit");
      child.disconnect();
      await exited;
    },
  };
}
