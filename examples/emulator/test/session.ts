/** A request of the session. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls a method of the room with a name. */
const room = (name: string, method: string, ...args: unknown[]) =>
  post(`/room/${encodeURIComponent(name)}/${method}`, args);
/** Calls it with an ID that has no name. */
const byDigits = (name: string, method: string, ...args: unknown[]) => post(`/digits/${name}/${method}`, args);
const namespace = (call: string, ...args: unknown[]) => post(`/namespace/${call}`, args);
const query = (sql: string, ...bindings: unknown[]) => room("sql", "query", sql, ...bindings);

function post(path: string, args: unknown[]): Exchange {
  return { method: "POST", path, body: JSON.stringify(args) };
}

const DIGITS = "0123456789abcdef".repeat(4);
const NAMES = [
  "lobby",
  "",
  "b\u00fccher",
  "\ud83d\udc4b",
  "a/b?c",
  "x".repeat(1_024),
  "x".repeat(1_025),
  "\u00e9".repeat(513),
];

const ids = [
  ...NAMES.map((name) => namespace("idFromName", name)),
  namespace("idFromName", "\ud800x"),
  namespace("idFromName", 5),
  namespace("idFromName", null),
  namespace("newUniqueId"),
  namespace("uniqueObject"),
  namespace("idFromString", ""),
  namespace("idFromString", "lobby"),
  namespace("idFromString", DIGITS),
  namespace("idFromString", DIGITS.slice(1)),
  namespace("idFromString", null),
  namespace("foreign", "lobby"),
  namespace("equals", "a", "a"),
  namespace("equalsText", "a"),
  namespace("getText", "lobby"),
  namespace("getText", null),
  namespace("stub", "lobby"),
  namespace("stub", "\ud800x"),
  ...NAMES.map((name) => room(name, "whoami")),
  byDigits("by digits", "whoami"),
  room("by digits", "whoami"),
  byDigits("lobby", "whoami"),
];

const calls = [
  ...[1, 2, 3].map(() => room("lobby", "count")),
  byDigits("lobby", "count"),
  room("other", "count"),
  room("lobby", "howOftenStarted"),
  room("lobby", "hasEnv"),
  room("lobby", "echo", null, 1.5, "text", [1, [2]], { a: { b: "\u00fc" } }),
  room("lobby", "greeting"),
  room("lobby", "later", 5, "later"),
  room("lobby", "tell", "notes", "one, "),
  room("lobby", "tell", "notes", "two"),
  namespace("read", "lobby", "topic"),
  namespace("concurrent", "counter", 20),
  namespace("concurrent", "counter", 5),
  namespace("inOrder", "ordered"),
  namespace("changedLater", "lobby"),
  namespace("sendRich", "lobby"),
];

const errors = [
  ...["throwRangeError", "throwString", "throwCoded", "throwCustom", "returnSymbol", "returnInstance"].map((method) =>
    room("lobby", method),
  ),
  ...["nope", "ownMethod", "calls", "topic", "alarm", "webSocketMessage", "storage", "sql", "ctx"].map((name) =>
    room("lobby", name),
  ),
  ...["sendId", "sendSymbol", "sendInstance"].map((call) => namespace(call, "lobby")),
  room("broken", "count"),
  room("broken", "count"),
  room("lobby", "sqlError"),
  namespace("recover", "aborted"),
  room("aborted", "howOftenStarted"),
  room("lobby", "count"),
  namespace("read", "lobby", "calls"),
  namespace("read", "lobby", "nope"),
  namespace("fetchNote", "notes"),
  namespace("noteAlarm", "notes"),
  room("lobby", "failToBlock"),
  room("lobby", "howOftenStarted"),
  { method: "GET", path: "/nowhere" },
];

const fetches: Exchange[] = [
  { method: "GET", path: "/fetch/lobby/hello" },
  { method: "GET", path: "/fetch/lobby/hello?a=b&c=%20d" },
  { method: "POST", path: "/fetch/lobby/form", body: "some text", headers: { "x-extra": "extra" } },
  { method: "PUT", path: "/fetch/l%C3%B6bby/put", body: "\u00fc\u{1f44b}" },
  { method: "GET", path: "/fetch/lobby/throw" },
  { method: "GET", path: "/fetch/lobby/nothing" },
  { method: "GET", path: "/fetch/lobby/empty" },
  { method: "GET", path: "/fetch/lobby/bytes" },
];

const keyValues = [
  room("store", "get", "none"),
  room("store", "put", "a", 1),
  room("store", "put", { b: [2], c: { three: 3 }, "\u00fc": "\ud83d\udc4b" }),
  ...["a", "b", "c", "\u00fc"].map((key) => room("store", "get", key)),
  room("store", "getMany", ["c", "a", "none"]),
  room("store", "list"),
  room("store", "list", { prefix: "s" }),
  room("store", "list", { start: "b", end: "s" }),
  room("store", "list", { startAfter: "a", limit: 2 }),
  room("store", "list", { reverse: true, limit: 3 }),
  room("store", "list", { limit: 0 }),
  room("store", "list", { start: "a", startAfter: "a" }),
  room("store", "remove", "a"),
  room("store", "remove", "a"),
  room("store", "remove", ["b", "c", "none"]),
  room("store", "list"),
  ...["putUndefined", "putFunction", "putId", "putRich", "getRich", "kv"].map((method) => room("store", method)),
  ...["throw", "rollback", "commit"].map((how) => room("store", "transactAsync", how)),
  room("store", "get", "async"),
];

const sql = [
  query("SELECT * FROM messages"),
  query("INSERT INTO messages (author, text) VALUES (?, ?), ('b', 'two')", "a", "one"),
  query("INSERT INTO messages (author, text) VALUES ('c', NULL) RETURNING id, text AS t"),
  query("SELECT * FROM messages ORDER BY id"),
  query("SELECT author, count(*) AS n, max(id) FROM messages GROUP BY author"),
  query("SELECT ? AS a, ? AS b, ? AS c, typeof(?1) AS t", 1, null, true),
  query("SELECT 1 AS same, 2 AS same"),
  query("SELECT 9007199254740993 AS big, 1.0 AS whole, 0.1 AS part, -5 AS negative"),
  query("UPDATE messages SET text = text || '!' WHERE id = 1"),
  query("DELETE FROM messages WHERE id = 3"),
  query("CREATE TABLE t (x, y DEFAULT 'a;b'); INSERT INTO t (x) VALUES (1); SELECT * FROM t WHERE x = ?", 1),
  query(
    "CREATE TRIGGER tr AFTER INSERT ON t BEGIN UPDATE t SET y = 'set'; END; INSERT INTO t (x) VALUES (2); SELECT * FROM t",
  ),
  query("SELECT json_extract('{\"a\":[5]}', '$.a[0]') AS a"),
  query("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i FROM n"),
  query("PRAGMA table_info(messages)"),
  query(
    "CREATE VIRTUAL TABLE words USING fts5 (word); INSERT INTO words VALUES ('one two'), ('three'); SELECT * FROM words('two')",
  ),
  query("CREATE TABLE child (id INTEGER PRIMARY KEY, message REFERENCES messages (id), n INTEGER CHECK (n > 0))"),
  query("INSERT INTO child (message, n) VALUES (1, 5) RETURNING *"),
  query("INSERT INTO child (message, n) VALUES (99, 5)"),
  query("INSERT INTO child (message, n) VALUES (1, 0)"),
  query("INSERT INTO child (id) VALUES ('text')"),
  query("/* a comment; */ SELECT ';' AS semicolon -- and; another"),
  query("SELECT upper('a') || round(2.5) || hex('x') || coalesce(NULL, date(0, 'unixepoch')) AS functions"),
  query("SELECT * FROM nowhere"),
  query("INSERT INTO messages (author, text) VALUES ('d', 'two')"),
  query("INSERT INTO messages (text) VALUES ('no author')"),
  query("SELECT (1"),
  query(""),
  query("BEGIN TRANSACTION"),
  room("sql", "queryOne", "SELECT count(*) AS n FROM messages"),
  room("sql", "queryOne", "SELECT * FROM messages WHERE id = 99"),
  room("sql", "queryOne", "SELECT * FROM messages"),
  room("sql", "queryRaw", "SELECT id, text FROM messages ORDER BY id DESC"),
  room("sql", "stepwise", "SELECT id FROM messages"),
  room("sql", "bytes"),
  room("sql", "transact", false),
  room("sql", "transact", true),
  room("sql", "transact", false),
  query("SELECT author, text FROM messages WHERE author = 'transaction'"),
  room("sql", "get", "transacted"),
  room("cleared", "put", "a", 1),
  room(
    "cleared",
    "query",
    "CREATE VIRTUAL TABLE f USING fts5 (x); CREATE VIEW v AS SELECT 1; INSERT INTO f VALUES ('a')",
  ),
  room("cleared", "clear"),
  room("cleared", "howOftenStarted"),
];

const alarms = [
  room("timer", "getAlarm"),
  room("timer", "setAlarm", 4e12),
  room("timer", "getAlarm"),
  room("timer", "deleteAlarm"),
  room("timer", "getAlarm"),
  room("timer", "setAlarm", 0),
  room("timer", "setAlarmIn", 20),
  room("timer", "alarmRuns", 1),
  room("timer", "getAlarm"),
  room("repeating", "setAlarmIn", 5, "repeat"),
  room("repeating", "alarmRuns", 3),
  room("failing", "setAlarmIn", 0, "fail once"),
  room("failing", "alarmRuns", 2),
  room("later", "setAlarm", 4e12),
];

/** The first requests to both runtimes. The last alarm is due when neither runs. */
export const FIRST: readonly Exchange[] = [
  ...ids,
  ...calls,
  ...errors,
  ...fetches,
  ...keyValues,
  ...sql,
  ...alarms,
  room("sleeper", "setAlarmIn", 2_000),
];

/** The requests after each runtime has taken the files of the other one. */
export const RESUMED: readonly Exchange[] = [
  room("lobby", "howOftenStarted"),
  room("lobby", "count"),
  room("lobby", "whoami"),
  room("store", "list", { start: "s" }),
  room("store", "getRich"),
  room("store", "get", "async"),
  room("counter", "increment"),
  namespace("concurrent", "counter", 5),
  room("lobby", "tell", "notes", ", three"),
  query("SELECT * FROM messages ORDER BY id"),
  query("INSERT INTO t (x) VALUES (3); SELECT * FROM t"),
  room("sql", "transact", true),
  room("sql", "get", "transacted"),
  room("cleared", "list"),
  room("later", "getAlarm"),
  room("later", "deleteAlarm"),
  room("later", "getAlarm"),
  room("timer", "alarmRuns", 1),
  room("sleeper", "alarmRuns", 1),
];
