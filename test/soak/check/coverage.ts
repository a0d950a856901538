import type { ChainFigures } from "../../heavy/chains/chain.js";
import { CHECK_OUTPUTS, type ChainCell, type ChainPlan } from "../../heavy/chains/plan.js";

/** How many runs were killed, in all and of each kind. */
export class Coverage {
  readonly #byKind = new Map<string, number>();
  chains = 0;
  killed = 0;
  resumed = 0;
  early = 0;

  /** @param cells all cells that there are: their kinds are expected */
  constructor(cells: readonly ChainCell[]) {
    for (const kind of [...cells.flatMap(kindsOf), ...CHECK_OUTPUTS]) this.#byKind.set(kind, 0);
  }

  add(cell: ChainCell, { outputs }: ChainPlan, { killed, resumed, early }: ChainFigures): void {
    this.chains++;
    this.killed += killed;
    this.resumed += resumed;
    this.early += early;
    for (const kind of [...kindsOf(cell), ...outputs]) this.#byKind.set(kind, (this.#byKind.get(kind) ?? 0) + killed);
  }

  /** The kinds of which no run was killed. */
  get missing(): readonly string[] {
    return [...this.#byKind].filter(([, count]) => count === 0).map(([kind]) => kind);
  }

  /** The number of each kind. */
  toString(): string {
    return [...this.#byKind].map(([kind, count]) => `${kind} ${count}`).join(", ");
  }
}

function kindsOf({ signal, way, format, container, jobs }: ChainCell): string[] {
  return [signal, way, `${format} ${container}`, jobs === 1 ? "1 thread" : "2 threads"];
}
