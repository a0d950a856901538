/**
 * What a probe is, and how what comes of it is put into words. Nothing here or in `probes/` depends on Node: the very
 * same modules run in workerd.
 */

/** An ID of either side. */
export interface AnyId {
  readonly name?: string;
  readonly jurisdiction?: string;
  toString(): string;
  equals(...args: unknown[]): boolean;
}

/** A namespace of either side, which may be called with anything. */
export interface AnyNamespace {
  idFromName(...args: unknown[]): AnyId;
  idFromString(...args: unknown[]): AnyId;
  newUniqueId(...args: unknown[]): AnyId;
  get(...args: unknown[]): unknown;
  getByName(...args: unknown[]): unknown;
  jurisdiction(...args: unknown[]): AnyNamespace;
}

/** What probes are run in: the same keys on both sides. */
export interface ProbeEnv {
  /** The namespace in question. */
  readonly rooms: AnyNamespace;
  /** Another namespace with the same key. */
  readonly again: AnyNamespace;
  /** A namespace with another key. */
  readonly other: AnyNamespace;
}

/** The unique keys of a {@link ProbeEnv}. */
export const PROBE_KEYS: Readonly<Record<keyof ProbeEnv, string>> = {
  rooms: "chat-ChatRoom",
  again: "chat-ChatRoom",
  other: "chat-Presence",
};

/** An outcome on which the two sides differ on purpose: each is asserted. */
export interface Difference {
  readonly library: string;
  readonly workerd: string;
  readonly why: string;
}

/** A call, or a few, and what has to come of it on both sides: the same outcome, unless there is a {@link Difference}. */
export interface Probe {
  readonly name: string;
  readonly run: (env: ProbeEnv) => unknown;
  /** The outcome in words, as {@link outcomeOf} gives it. */
  readonly is: string | Difference;
}

/** A probe whose value is the same on both sides; `is` is its outcome in words, or any value that is put into words. */
export function returns(name: string, is: unknown, run: Probe["run"]): Probe {
  return { name, run, is: inWords(is) };
}

/** A probe that throws the same on both sides; `error` is the class and the message: `TypeError: Illegal constructor`. */
export function throws(name: string, error: string, run: Probe["run"]): Probe {
  return { name, run, is: `throws ${error}` };
}

/** A probe on which the sides differ, outcomes being in words. */
export function differs(name: string, difference: Difference, run: Probe["run"]): Probe {
  return { name, run, is: difference };
}

/** What comes of a probe, in words: a value, or the class and message of an error. */
export function outcomeOf(probe: Probe, env: ProbeEnv): string {
  try {
    return inWords(probe.run(env));
  } catch (error) {
    return `throws ${error instanceof Error ? `${error.constructor.name}: ${escaped(error.message)}` : inWords(error)}`;
  }
}

/** The outcomes of probes, in their order. */
export function outcomesOf(probes: readonly Probe[], env: ProbeEnv): string[] {
  return probes.map((probe) => outcomeOf(probe, env));
}

/** A value in words that tell `undefined` from nothing, and every UTF-16 unit from every other. */
export function inWords(value: unknown): string {
  if (typeof value === "string") return escaped(JSON.stringify(value));
  if (Array.isArray(value)) return `[${value.map(inWords).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  if (Object.getPrototypeOf(value) !== Object.prototype) return Object.prototype.toString.call(value);
  const members = Object.entries(value).map(([key, member]) => `${key}: ${inWords(member)}`);
  return `{${members.join(", ")}}`;
}

function escaped(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Everything that there is to see of an ID. */
export function view(id: AnyId): { digits: string; name: string | undefined; jurisdiction: string | undefined } {
  return { digits: String(id), name: id.name, jurisdiction: id.jurisdiction };
}
