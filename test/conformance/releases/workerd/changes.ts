/** What older releases of workerd answer to the probes, where it differs from the pinned release. */

/** The older releases that the heavy suite installs and asks: at least one on each side of most changes. */
export const OLDER_RELEASES = [
  "1.20250507.0",
  "1.20250816.0",
  "1.20260226.1",
  "1.20260317.1",
  "1.20260329.1",
  "1.20261104.1",
] as const;

/** A change of workerd that probes can see. */
export interface Change {
  readonly what: string;
  /** The first release that behaves like the pinned one. */
  readonly from: string;
  /** The names of the probes that may answer differently before that. */
  readonly probes: RegExp;
  /** Their older answers, in words. */
  readonly answers: RegExp;
}

const NO_CHECK = /^\[object DurableObject\]$/;
const NO_METHOD =
  /^\["newUniqueId", "idFromName", "idFromString", "get", "jurisdiction"\]$|getByName is not a function|detached is not a function|\[method\] is not a function|reading 'call'/;

export const CHANGES: readonly Change[] = [
  {
    what: "the option retry is read and checked",
    from: "1.20261104.1",
    probes: /retr(y|ies)|timeoutMs/i,
    answers: /^\[object DurableObject\]$|^throws RangeError: unknown routingMode: other$/,
  },
  {
    what: "the options of get that are read",
    from: "1.20261104.1",
    probes: / reads (each option once|the name before the options)/,
    answers: /^\[("name", )?"locationHint", "locationHint as a string"(?!.*maxRetries)/,
  },
  {
    what: "own property jurisdiction of an ID",
    from: "1.20260329.1",
    probes: /of an ID$|(named|nameless) ID|^two IDs without names/,
    answers: /^\[?\["name"|^undefined$|^\{name: /,
  },
  { what: "the option version is checked", from: "1.20260226.1", probes: /version|cohort/, answers: NO_CHECK },
  {
    what: "the option routingMode is checked",
    from: "1.20251221.0",
    probes: /routingMode|bad options/,
    answers: NO_CHECK,
  },
  {
    what: "a jurisdiction may be undefined or null",
    from: "1.20250816.0",
    probes: /jurisdiction(\(|: null)|Clone of a subnamespace/,
    answers:
      /Jurisdiction restrictions are not implemented in workerd|'jurisdiction'.*not of type 'string'|^\["TypeError", false/,
  },
  { what: "getByName", from: "1.20250809.0", probes: /^getByName|for…in of a namespace/, answers: NO_METHOD },
];
