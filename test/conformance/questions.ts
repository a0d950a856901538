/** What the conformance suite asks its worker, and what comes back. */

/** To one namespace: mint IDs of names, mint unique ones, and judge strings. */
export interface MintQuestion {
  /** The namespace's name in `env`. */
  readonly binding: string;
  readonly names: readonly string[];
  /** How many unique IDs. */
  readonly unique: number;
  readonly strings: readonly string[];
}

/** What a namespace answered. */
export interface MintAnswer {
  /** The IDs of the names. */
  readonly named: readonly string[];
  /** What `name` of each of them gives. */
  readonly readBack: readonly string[];
  readonly unique: readonly string[];
  /** The ID's own string for each string that is accepted, or the message of the error. */
  readonly verdicts: readonly string[];
}

/** `ctx.id`, as the object itself sees it. */
export interface CarriedName {
  /** `null` where it is `undefined`. */
  readonly name: string | null;
  readonly digits: string;
  readonly keys: readonly string[];
}
