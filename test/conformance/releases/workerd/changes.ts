import type { Change } from "../subject.js";

const NO_CHECK = /^\[object DurableObject\]$/;
const NO_METHOD =
  /^\["newUniqueId", "idFromName", "idFromString", ("getByName", )?"get", "jurisdiction"\]$|getByName is not a function|detached is not a function|\[method\] is not a function|reading 'call'/;
/** Probes of objects that do something because of their names. */
const NAMED_OBJECTS =
  /^objects: (ctx\.id, by a name|env leads to other|a failed constructor|all that wait|all that the caller gets|blockConcurrencyWhile holds|where it fails)/;

function commit(id: string): string {
  return `[${id}](https://github.com/cloudflare/workerd/commit/${id})`;
}

/**
 * The known differences, newest first: the first that explains an answer counts. A release in a range is the first on npm
 * that has the commit.
 */
export const CHANGES: readonly Change[] = [
  {
    what: "the option retry",
    why: "older releases neither read nor check it",
    releases: [{ before: "1.20261104.1" }],
    questions: /^IDs: .*(retr(y|ies)|timeoutMs)/i,
    answers: /^\[object DurableObject\]$|^throws RangeError: unknown routingMode: other$/,
  },
  {
    what: "the options of get that are read",
    why: "each option is read since the release that has it",
    releases: [{ before: "1.20261104.1" }],
    questions: /^IDs: .* reads (each option once|the name before the options)/,
    answers: /^\[("name", )?"locationHint", "locationHint as a string"(?!.*maxRetries)/,
  },
  {
    what: "Js in the names of types in messages",
    why: `a message said JsString where it now says String (${commit("f81b23975")})`,
    releases: [{ before: "1.20260814.1" }],
    questions: /^objects: storage: (kv: put of an object|sql: nothing)$/,
    answers: /not of type 'Js(Value|String)'/,
  },
  {
    what: "blobs in RPC",
    why: `blobs can be sent since ${commit("51d957f00")}`,
    releases: [{ before: "1.20260703.1" }],
    questions: /^objects: a blob, /,
    answers: /Could not serialize object of type \\"Blob\\"/,
  },
  {
    what: "stubs in RPC",
    why: `stubs can be sent without an experimental flag since ${commit("a27c16011")}`,
    releases: [{ before: "1.20260703.1" }],
    questions: /^objects: a stub, called by the object$/,
    answers: /Could not serialize object of type "DurableObject"/,
  },
  {
    what: "errors with all their properties",
    why: `with the compatibility flag \`enhanced_error_serialization\`, which is on from 2026-04-21, errors keep their properties, causes and names (${commit("1e67563c2")}); ${commit("9e98c6f36")} had it for one day in August 2025`,
    releases: [{ before: "1.20260421.1" }],
    questions:
      /^objects: (a method throws (a class of one's own, |a name that|an empty name|an EvalError|an AggregateError|properties of|a property|a hidden|a cause|an object|an array|a Date|a Response)|fetch throws (a class|properties|an object)|a method returns|a function that throws|storage: put an error)/,
    answers:
      /^\{is: "(Error|RangeError|AggregateError)", name: "\w+", message: "[^"]*"(, own hidden cause: .*)?(, own remote: true)?\}$|RangeError \{\}|^\{is: "Object", own remote: true\}$/,
  },
  {
    what: "durableObjectId on errors",
    why: `an error that a method throws tells the object's ID; errors of callbacks do since ${commit("e55b437bf")}`,
    releases: [{ before: "1.20261018.1" }],
    questions: /^objects: (a method throws|a function that throws)/,
    answers: /^(?!.*durableObjectId).*own remote: true/,
  },
  {
    what: "own property jurisdiction of an ID",
    why: `it was experimental before ${commit("0e4c13c94")}`,
    releases: [{ before: "1.20260329.1" }],
    questions: /^IDs: .*(of an ID$|(named|nameless) ID|two IDs without names)/,
    answers: /^\[?\["name"|^undefined$|^\{name: /,
  },
  {
    what: "the name of ctx.id",
    why: `objects see their names since ${commit("76ac8422e")}. A refactoring of May 2025 showed names by accident, until ${commit("862e9d62e")}`,
    releases: [{ before: "1.20250508.0" }, { since: "1.20250620.0", before: "1.20260329.1" }],
    questions: NAMED_OBJECTS,
    answers: /^undefined$|^\[undefined, true|^\[1, 2, 1\]$|^\[\[1, 2\], 1\]$|^[12]$|^\[\["first"\]/,
  },
  {
    what: "ctx.id",
    why: `it has an own property jurisdiction since ${commit("0e4c13c94")}; until May 2025 it was a string`,
    releases: [{ before: "1.20260329.1" }],
    questions: /^objects: ctx\.id, by (idFromString|newUniqueId)$|^objects: storage: put an ID$/,
    answers: /^\[undefined, true, undefined, \["(name"\]|0", "1")|^"undefined undefined"$/,
  },
  {
    what: "scheduledTime of an alarm",
    why: `\`alarm()\` is told it since ${commit("d414fb39c")}`,
    releases: [{ before: "1.20260329.1" }],
    questions: /^objects: an alarm/,
    answers: /"0 false false null"/,
  },
  {
    what: "extended error codes of SQLite",
    why: `messages have them since ${commit("fa433142a")}`,
    releases: [{ before: "1.20260329.1" }],
    questions: /^objects: storage: sql: a constraint$/,
    answers: /SQLITE_CONSTRAINT"$/,
  },
  {
    what: "the prototype chain of a stub",
    why: `${commit("de798d06d")} took a prototype out of it (released on 2026-02-19); ${commit("f90840ca1")} put it back for two releases`,
    releases: [{ before: "1.20260219.0" }, { since: "1.20260226.1", before: "1.20260228.1" }],
    questions: /^objects: what is in its class$/,
    answers: /"\[object Object\]", "\[object Object\]"\]$/,
  },
  {
    what: "deleteAll deletes the alarm",
    why: `with the compatibility flag \`delete_all_deletes_alarm\`, which is on from 2026-02-24 (${commit("6290f74af")})`,
    releases: [{ before: "1.20260226.1" }],
    questions: /^objects: storage: deleteAll deletes/,
    answers: /number \d+/,
  },
  {
    what: "the option version",
    why: `${commit("559bf185a")} added it`,
    releases: [{ before: "1.20260226.1" }],
    questions: /^IDs: .*(version|cohort)/,
    answers: /^\[object DurableObject\]$|^throws RangeError: unknown routingMode: other$/,
  },
  {
    what: "the option routingMode",
    why: `${commit("906c7219a")} added it`,
    releases: [{ before: "1.20251221.0" }],
    questions: /^IDs: .*(routingMode|bad options)/,
    answers: NO_CHECK,
  },
  {
    what: "the last next of a cursor of SQL",
    why: "it has a property value, which is undefined, as the language has it",
    releases: [{ before: "1.20251205.0" }],
    questions: /^objects: storage: sql: next$/,
    answers: /done: boolean true\}/,
  },
  {
    what: "storage.kv",
    why: `${commit("123c205a8")} added it`,
    releases: [{ before: "1.20250904.0" }],
    questions: /^objects: storage: (kv|transactionSync)/,
    answers: /reading 'put'/,
  },
  {
    what: "a jurisdiction may be undefined or null",
    why: `${commit("30597771a")}, ${commit("7e5d6c779")}`,
    releases: [{ before: "1.20250815.0" }],
    questions: /^IDs: .*(jurisdiction(\(|: null)|Clone of a subnamespace)/,
    answers:
      /Jurisdiction restrictions are not implemented in workerd|'jurisdiction'.*not of type 'string'|^\["TypeError", false/,
  },
  {
    what: "getByName",
    why: `${commit("f8649ab74")} added it; ${commit("8cadf6934")} moved it after get, which for…in shows`,
    releases: [{ before: "1.20250815.0" }],
    questions: /getByName|^IDs: for…in of a namespace$|^objects: (its name|each ID has|env leads|ctx\.id, by a name)/,
    answers: NO_METHOD,
  },
  {
    what: "abort ends what runs",
    why: `calls under way went on, and later ones reached the same object, before ${commit("aef30c595")}`,
    releases: [{ before: "1.20250523.0" }],
    questions: /^objects: (abort with|blockConcurrencyWhile that fails in a method)/,
    answers: /The destination execution context for this RPC was canceled/,
  },
];
