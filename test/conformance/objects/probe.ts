import { type AnyId, type AnyNamespace, type Difference, inWords } from "../probe.js";

/** A stub of either side: ask it for anything. */
export interface AnyStub {
  readonly id: AnyId;
  readonly name?: string;
  readonly [method: string]: unknown;
}

/** What probes of objects are run in. */
export interface ObjectEnv {
  readonly rooms: AnyNamespace;
}

/** A probe of objects: what it answers, at once or later, is the same on both sides, unless there is a {@link Difference}. */
export interface ObjectProbe {
  readonly name: string;
  readonly run: (env: ObjectEnv, fresh: string) => unknown;
  /** Without it, the answers of the two sides are compared with each other. */
  readonly is?: string | Difference;
}

/** A probe that answers the same on both sides; `run` gets the name of an object that no other probe uses, too. */
export function answers(name: string, is: unknown, run: ObjectProbe["run"]): ObjectProbe {
  return { name, run, is: inWords(is) };
}

/** A probe whose answer, however long, is the same on both sides. */
export function same(name: string, run: ObjectProbe["run"]): ObjectProbe {
  return { name, run };
}

/** A probe that fails alike on both sides. */
export function fails(name: string, error: string, run: ObjectProbe["run"]): ObjectProbe {
  return { name, run, is: `throws ${error}` };
}

/** A probe on which the sides differ, outcomes being in words. */
export function differs(name: string, difference: Difference, run: ObjectProbe["run"]): ObjectProbe {
  return { name, run, is: difference };
}

/** The stub of a name. Releases of workerd before August 2025 have no `getByName`. */
export function stubOf({ rooms }: ObjectEnv, name: string): AnyStub {
  const stub =
    "getByName" in rooms
      ? rooms.getByName(name)
      : (rooms as AnyNamespace).get((rooms as AnyNamespace).idFromName(name));
  return stub as AnyStub;
}

/** Calls a method of a stub, with anything. */
export function call(stub: unknown, method: string, ...args: unknown[]): Promise<unknown> {
  return (stub as Record<string, (...args: unknown[]) => Promise<unknown>>)[method](...args);
}

/** Calls `fetch` of a stub. */
export function fetchOf(stub: unknown, input: unknown, init?: unknown): Promise<Response> {
  return (stub as { fetch(...args: unknown[]): Promise<Response> }).fetch(input, init);
}

/** What comes of a call, its error too. */
export async function outcomeOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    return await promise;
  } catch (error) {
    return error instanceof Error ? `${error.constructor.name}: ${error.message}` : error;
  }
}

/** The outcomes of probes, one after another, in words. */
export async function objectOutcomesOf(probes: readonly ObjectProbe[], env: ObjectEnv): Promise<string[]> {
  const outcomes: string[] = [];
  for (const [i, { run }] of probes.entries()) {
    try {
      outcomes.push(inWords(await run(env, `probe ${i}`)));
    } catch (error) {
      outcomes.push(
        `throws ${error instanceof Error ? `${error.constructor.name}: ${error.message}` : inWords(error)}`,
      );
    }
  }
  return outcomes;
}
