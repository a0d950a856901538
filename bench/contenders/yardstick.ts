import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Absentee, Contender } from "../suite/contender.js";
import type { ContenderId, TaskId } from "../suite/tasks.js";

const SOURCE = "bench/kernel/yardstick.c";
const BINARY = "build/yardstick";

/** The modes of yardstick.c, by task. C always gets IDs as 32 bytes, so it measures only the hashing. */
const LETTERS: Partial<Record<TaskId, string>> = {
  "kernel-binary": "v",
  "kernel-hex": "v",
  "kernel-text": "v",
  "kernel-dirty": "v",
  "kernel-names": "d",
  "kernel-check": "s",
  "kernel-name": "n",
};
const FOLDED: Partial<Record<TaskId, string>> = { "kernel-binary": "f" };

/** The same algorithm in C, if there is a compiler. */
export function startYardsticks(): (Contender | Absentee)[] {
  const ids: ContenderId[] = ["C", "C-folded"];
  try {
    // 128-bit vectors, like those of WASM; AVX only saves moves.
    const vectors = process.arch === "x64" ? ["-mavx"] : [];
    mkdirSync("build", { recursive: true });
    execFileSync("cc", ["-O3", ...vectors, SOURCE, "-o", BINARY], { stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    const reason = `no C compiler that makes ${SOURCE}: ${(error as Error).message.trim().split("\n")[0]}`;
    return ids.map((id) => ({ id, reason }));
  }
  return [startYardstick("C", LETTERS), startYardstick("C-folded", FOLDED)];
}

function startYardstick(id: ContenderId, letters: Partial<Record<TaskId, string>>): Contender {
  const child = spawn(BINARY, { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    id,
    tasks: Object.keys(letters) as TaskId[],
    // It takes its own 20 ms a turn, and answers with the best pass.
    measure: async (task) => {
      child.stdin.write(`${letters[task]}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error("The yardstick ended.");
      return Number(value);
    },
    stop: async () => {
      const exited = once(child, "exit");
      child.stdin.end();
      await exited;
    },
  };
}
