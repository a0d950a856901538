import { createValidator, DurableObjectNamespace, engineReport, idsFromNames, Verdict } from "../../../src/index.js";

/*
 * The library inside of a real workerd, as a Worker has it. Each question is answered by the library, and by the
 * runtime's own namespace of the same unique key where it can.
 */

/** The runtime's class of the namespace. */
export class TestObject {}

/** The runtime's own namespace, which also answers the questions. */
interface NativeNamespace {
  idFromName(name: string): { toString(): string };
  idFromString(digits: string): { toString(): string };
}

/** The unique key of `env.ROOMS`. */
const UNIQUE_KEY = "runtime-rooms";

/** The result of a call, or the message of its error. */
function answerOf(call: () => { toString(): string }): string {
  try {
    return String(call());
  } catch (error) {
    return String(error);
  }
}

/** A name in the namespace of any unique key. */
interface Named {
  readonly uniqueKey: string;
  readonly name: string;
}

const QUESTIONS: Readonly<Record<string, (question: unknown, native: NativeNamespace) => unknown>> = {
  "/report": () => engineReport(),
  /** Whether bytes can be compiled here. If they can, the test proves nothing. */
  "/compile": () => answerOf(() => new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))),
  "/named": (question) =>
    (question as Named[]).map(({ uniqueKey, name }) =>
      String(new DurableObjectNamespace({ uniqueKey }).idFromName(name)),
    ),
  "/strings": (question, native) => {
    const rooms = new DurableObjectNamespace({ uniqueKey: UNIQUE_KEY });
    return (question as string[]).map((text) => [
      answerOf(() => rooms.idFromString(text)),
      answerOf(() => native.idFromString(text)),
    ]);
  },
  "/names": (question, native) => {
    const names = question as string[];
    const rooms = new DurableObjectNamespace({ uniqueKey: UNIQUE_KEY });
    return { ours: idsFromNames(rooms, names), theirs: names.map((name) => String(native.idFromName(name))) };
  },
  "/bulk": (question, native) => {
    const ids = question as string[];
    const rooms = new DurableObjectNamespace({ uniqueKey: UNIQUE_KEY });
    const { verdicts, tally } = createValidator([rooms]).check(ids);
    const taken = ids.map((id) => answerOf(() => native.idFromString(id)) === id.toLowerCase());
    return { tally, different: ids.filter((_, i) => taken[i] !== (verdicts[i] === Verdict.valid)) };
  },
};

export default {
  async fetch(request: Request, env: { ROOMS: NativeNamespace }): Promise<Response> {
    const answer = QUESTIONS[new URL(request.url).pathname];
    return new Response(JSON.stringify(answer(await request.json(), env.ROOMS)));
  },
};
