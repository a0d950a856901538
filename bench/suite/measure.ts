import { startWorkerdContender } from "../contenders/workerd.js";
import { startYardsticks } from "../contenders/yardstick.js";
import { BUNDLED, bundleProcesses } from "./bundle.js";
import { type Absentee, type Contender, startProcess } from "./contender.js";
import { type Figures, noteBest } from "./results.js";
import { isStart, measureStart, startersOf } from "./startup.js";
import type { ContenderId, TaskId } from "./tasks.js";

/** One figure that is wanted. */
export interface Pair {
  readonly task: TaskId;
  readonly contender: ContenderId;
}

/** How long it may take. */
export interface Pace {
  /** Turns of each contender at each task. */
  readonly turns: number;
  /** Milliseconds of a turn. */
  readonly time: number;
  /** Fresh processes of each start. */
  readonly starts: number;
}

const PROCESSES: Partial<Record<ContenderId, string>> = {
  wasm: "wasm",
  pure: "pure",
  "node:crypto": "node-crypto",
  noble: "noble",
  "hash-wasm": "hash-wasm",
};

/** All contenders that run here, each in its own process. */
export class Field {
  readonly #contenders: readonly Contender[];
  readonly absent: readonly Absentee[];

  private constructor(all: readonly (Contender | Absentee)[]) {
    this.#contenders = all.filter((each): each is Contender => "measure" in each);
    this.absent = all.filter((each): each is Absentee => "reason" in each);
  }

  static async assemble(): Promise<Field> {
    await bundleProcesses();
    const processes = Object.entries(PROCESSES) as [ContenderId, string][];
    const ours = await Promise.all(
      processes.map(([id, module]) => startProcess(id, `${BUNDLED}/contenders/${module}.mjs`)),
    );
    return new Field([...ours, await startWorkerdContender(), ...startYardsticks()]);
  }

  /** Every figure to measure. */
  pairs(): Pair[] {
    const started = (["start-first", "start-compile", "start-instance"] as const).flatMap((task) =>
      startersOf(task).map((contender) => ({ task, contender })),
    );
    return [...this.#contenders.flatMap(({ id, tasks }) => tasks.map((task) => ({ task, contender: id }))), ...started];
  }

  /**
   * Measures in rounds: in each, every contender has its turn at every task, those of one task one after the other, so that all
   * see the machine as it is at the time. The best turn counts.
   */
  async measure(pairs: readonly Pair[], pace: Pace, onRound: (round: number) => void = () => {}): Promise<Figures> {
    const figures: Figures = {};
    const byTask = [...pairs].sort((a, b) => (a.task < b.task ? -1 : a.task > b.task ? 1 : 0));
    for (let round = 0; round < Math.max(pace.turns, pace.starts); round++) {
      onRound(round);
      for (const { task, contender } of byTask) {
        if (round >= (isStart(task) ? pace.starts : pace.turns)) continue;
        noteBest(figures, task, contender, await this.#turn(task, contender, pace.time));
      }
    }
    return figures;
  }

  async #turn(task: TaskId, id: ContenderId, time: number): Promise<number> {
    if (isStart(task)) return measureStart(task, id, BUNDLED);
    const contender = this.#contenders.find((each) => each.id === id);
    if (contender === undefined) throw new Error(`${id} is not here.`);
    return contender.measure(task, time);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#contenders.map((contender) => contender.stop()));
  }
}

export const QUICK: Pace = { turns: 8, time: 12, starts: 4 };
export const FULL: Pace = { turns: 80, time: 15, starts: 20 };
