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
    what: "the option `retry`",
    why: "older releases ignore it",
    releases: [{ before: "1.20261104.1" }],
    questions: /^IDs: .*(retr(y|ies)|timeoutMs)/i,
    answers: /^\[object DurableObject\]$|^throws RangeError: unknown routingMode: other$/,
  },
  {
    what: "the options that `get` reads",
    why: "a release reads the options that it knows",
    releases: [{ before: "1.20261104.1" }],
    questions: /^IDs: .* reads (each option once|the name before the options)/,
    answers: /^\[("name", )?"locationHint", "locationHint as a string"(?!.*maxRetries)/,
  },
  {
    what: "type names in messages",
    why: `older releases say JsString for String, and JsValue for Value (${commit("f81b23975")})`,
    releases: [{ before: "1.20260814.1" }],
    questions: /^objects: storage: (kv: put of an object|sql: nothing)$/,
    answers: /not of type 'Js(Value|String)'/,
  },
  {
    what: "blobs in RPC",
    why: `older releases refuse to send them (${commit("51d957f00")})`,
    releases: [{ before: "1.20260703.1" }],
    questions: /^objects: a blob, /,
    answers: /Could not serialize object of type \\"Blob\\"/,
  },
  {
    what: "stubs in RPC",
    why: `older releases refuse to send them without an experimental flag (${commit("a27c16011")})`,
    releases: [{ before: "1.20260703.1" }],
    questions: /^objects: a stub, called by the object$/,
    answers: /Could not serialize object of type "DurableObject"/,
  },
  {
    what: "own properties of errors",
    why: `errors lose properties, causes and names without the compatibility flag \`enhanced_error_serialization\`, which is on from 2026-04-21 (${commit("1e67563c2")}). ${commit("9e98c6f36")} had them kept in one release of August 2025`,
    releases: [{ before: "1.20260421.1" }],
    questions:
      /^objects: (a method throws (a class of one's own, |a name that|an empty name|an EvalError|an AggregateError|properties of|a property|a hidden|a cause|an object|an array|a Date|a Response)|fetch throws (a class|properties|an object)|a method returns|a function that throws|storage: put an error)/,
    answers:
      /^\{is: "(Error|RangeError|AggregateError)", name: "\w+", message: "[^"]*"(, own hidden cause: .*)?(, own remote: true)?\}$|RangeError \{\}|^\{is: "Object", own remote: true\}$/,
  },
  {
    what: "`durableObjectId` of errors",
    why: `in older releases, an error does not tell which object threw it. Errors of callbacks tell it since ${commit("e55b437bf")}`,
    releases: [{ before: "1.20261018.1" }],
    questions: /^objects: (a method throws|a function that throws)/,
    answers: /^(?!.*durableObjectId).*own remote: true/,
  },
  {
    what: "`jurisdiction` of an ID",
    why: `the property was experimental (${commit("0e4c13c94")})`,
    releases: [{ before: "1.20260329.1" }],
    questions: /^IDs: .*(of an ID$|(named|nameless) ID|two IDs without names)/,
    answers: /^\[?\["name"|^undefined$|^\{name: /,
  },
  {
    what: "the name in `ctx.id`",
    why: `older releases hide it (${commit("76ac8422e")}). For a month of 2025 it was visible by accident (${commit("862e9d62e")})`,
    releases: [{ before: "1.20250508.0" }, { since: "1.20250620.0", before: "1.20260329.1" }],
    questions: NAMED_OBJECTS,
    answers: /^undefined$|^\[undefined, true|^\[1, 2, 1\]$|^\[\[1, 2\], 1\]$|^[12]$|^\[\["first"\]/,
  },
  {
    what: "the rest of `ctx.id`",
    why: `it has no property \`jurisdiction\` (${commit("0e4c13c94")}), and until May 2025 it is a string`,
    releases: [{ before: "1.20260329.1" }],
    questions: /^objects: ctx\.id, by (idFromString|newUniqueId)$|^objects: storage: put an ID$/,
    answers: /^\[undefined, true, undefined, \["(name"\]|0", "1")|^"undefined undefined"$/,
  },
  {
    what: "`scheduledTime` of an alarm",
    why: `older releases do not pass it to \`alarm()\` (${commit("d414fb39c")})`,
    releases: [{ before: "1.20260329.1" }],
    questions: /^objects: an alarm/,
    answers: /"0 false false null"/,
  },
  {
    what: "error codes of SQLite",
    why: `messages of older releases lack the extended code (${commit("fa433142a")})`,
    releases: [{ before: "1.20260329.1" }],
    questions: /^objects: storage: sql: a constraint$/,
    answers: /SQLITE_CONSTRAINT"$/,
  },
  {
    what: "the prototype chain of a stub",
    why: `older releases have one prototype more (${commit("de798d06d")}). ${commit("f90840ca1")} brought it back for a few days`,
    releases: [{ before: "1.20260219.0" }, { since: "1.20260226.1", before: "1.20260228.1" }],
    questions: /^objects: what is in its class$/,
    answers: /"\[object Object\]", "\[object Object\]"\]$/,
  },
  {
    what: "the alarm after `deleteAll`",
    why: `the alarm stays without the compatibility flag \`delete_all_deletes_alarm\`, which is on from 2026-02-24 (${commit("6290f74af")})`,
    releases: [{ before: "1.20260226.1" }],
    questions: /^objects: storage: deleteAll deletes/,
    answers: /number \d+/,
  },
  {
    what: "the option `version`",
    why: `older releases ignore it (${commit("559bf185a")})`,
    releases: [{ before: "1.20260226.1" }],
    questions: /^IDs: .*(version|cohort)/,
    answers: /^\[object DurableObject\]$|^throws RangeError: unknown routingMode: other$/,
  },
  {
    what: "the option `routingMode`",
    why: `older releases ignore it (${commit("906c7219a")})`,
    releases: [{ before: "1.20251221.0" }],
    questions: /^IDs: .*(routingMode|bad options)/,
    answers: NO_CHECK,
  },
  {
    what: "`next()` at the end of a SQL cursor",
    why: "the result of older releases has no property `value`",
    releases: [{ before: "1.20251205.0" }],
    questions: /^objects: storage: sql: next$/,
    answers: /done: boolean true\}/,
  },
  {
    what: "`storage.kv`",
    why: `older releases do not have it (${commit("123c205a8")})`,
    releases: [{ before: "1.20250904.0" }],
    questions: /^objects: storage: (kv|transactionSync)/,
    answers: /reading 'put'/,
  },
  {
    what: "a jurisdiction that is `undefined` or `null`",
    why: `older releases refuse it (${commit("30597771a")}, ${commit("7e5d6c779")})`,
    releases: [{ before: "1.20250816.0" }],
    questions: /^IDs: .*(jurisdiction(\(|: null)|Clone of a subnamespace)/,
    answers:
      /Jurisdiction restrictions are not implemented in workerd|'jurisdiction'.*not of type 'string'|^\["TypeError", false/,
  },
  {
    what: "`getByName`",
    why: `older releases do not have it (${commit("f8649ab74")}), or list it before \`get\` in \`for…in\` (${commit("8cadf6934")})`,
    releases: [{ before: "1.20250816.0" }],
    questions: /getByName|^IDs: for…in of a namespace$|^objects: (its name|each ID has|env leads|ctx\.id, by a name)/,
    answers: NO_METHOD,
  },
  {
    what: "calls under way at `abort`",
    why: `they get another error, and later calls reach the same object (${commit("aef30c595")})`,
    releases: [{ before: "1.20250523.0" }],
    questions: /^objects: (abort with|blockConcurrencyWhile that fails in a method)/,
    answers: /The destination execution context for this RPC was canceled/,
  },
];
