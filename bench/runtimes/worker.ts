/** Runs in a real workerd, whose clock doesn't advance while it computes. So it works on request, and is timed from outside. */
import type { Passes } from "../../src/cli/bench/contender.js";
import { OPERATION_IDS, type OperationId } from "../../src/cli/bench/operations.js";
import { runPasses } from "../../src/cli/bench/race.js";
import type { EngineReport } from "../../src/engine/select.js";
import { type Assembled, assemble, type Installed, labelsOf } from "./contenders.js";
import { type NativeNamespace, nativeContender } from "./native.js";

/** The measured tasks in the Worker. */
export interface WorkerOffer {
  readonly engine: EngineReport;
  readonly contenders: Readonly<Record<string, string>>;
  readonly entries: readonly {
    readonly operation: OperationId;
    readonly contender: string;
    readonly operations: number;
  }[];
}

/** A number of passes of one entry; 0 for a request without work. */
export interface WorkerTurn {
  readonly operation: OperationId;
  readonly contender: string;
  readonly passes: number;
}

/** workerd needs a class for each namespace. */
export class TestObject {}

/** A Worker that measures the installed package and `env.ROOMS`. */
export function createWorker(library: Installed) {
  let assembled: (Assembled & { readonly passes: Readonly<Record<string, Passes>> }) | undefined;

  async function offer(rooms: NativeNamespace): Promise<WorkerOffer> {
    const { contenders, material } = await assemble(library, [nativeContender(rooms)]);
    const passes = Object.fromEntries(contenders.map((each) => [each.id, each.passes(material)]));
    assembled = { contenders, material, passes };
    const entries = contenders.flatMap(({ id }) =>
      OPERATION_IDS.flatMap((operation) => {
        const operations = passes[id][operation]?.operations;
        return operations === undefined ? [] : { operation, contender: id, operations };
      }),
    );
    return { engine: library.engineReport(), contenders: labelsOf(contenders), entries };
  }

  async function turn({ operation, contender, passes }: WorkerTurn): Promise<true> {
    const pass = assembled?.passes[contender]?.[operation];
    if (pass === undefined) throw new Error(`There is no ${operation} of ${contender}.`);
    await runPasses(pass, passes);
    return true;
  }

  return {
    async fetch(request: Request, { ROOMS }: { readonly ROOMS: NativeNamespace }): Promise<Response> {
      const question: unknown = await request.json();
      const isOffer = new URL(request.url).pathname === "/offer";
      return Response.json(isOffer ? await offer(ROOMS) : await turn(question as WorkerTurn));
    },
  };
}
