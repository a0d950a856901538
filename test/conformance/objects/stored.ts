/** What objects do with their storage in the probes. Runs on both sides; each probe has an object of its own. */

import { describe } from "./sent.js";

type Call = (...args: readonly unknown[]) => unknown;
type Later = (...args: readonly unknown[]) => Promise<unknown>;

/** A cursor of rows. */
interface Cursor extends Iterable<unknown> {
  readonly columnNames: readonly string[];
  readonly rowsWritten: number;
  next(): unknown;
  toArray(): unknown[];
  one(): unknown;
  raw(): Iterable<unknown> & { toArray(): unknown[] };
}

/** A storage of either side, which may be called with anything. */
export interface RoomStorage {
  readonly get: Later;
  readonly put: Later;
  readonly delete: Later;
  readonly list: Later;
  readonly deleteAll: Later;
  readonly sync: Later;
  readonly getAlarm: Later;
  readonly setAlarm: Later;
  readonly deleteAlarm: Later;
  readonly transactionSync: Call;
  transaction(callback: (transaction: RoomTransaction) => unknown): Promise<unknown>;
  readonly kv: {
    readonly get: Call;
    readonly put: Call;
    readonly delete: Call;
    list(...args: unknown[]): Iterable<unknown>;
  };
  readonly sql: { exec(...args: unknown[]): Cursor; readonly databaseSize: number };
}

type RoomTransaction = Pick<RoomStorage, "get" | "put" | "getAlarm" | "setAlarm"> & { rollback(): void };

const LETTERS = { a: 1, b: 2, c: 3, aa: 4, "\u{10000}": 5, "\uffff": 6, "": 7, é: 8 };
const FAIL = () => {
  throw new RangeError("undone");
};

async function filled(storage: RoomStorage): Promise<RoomStorage> {
  await storage.put(LETTERS);
  return storage;
}

function table({ sql }: RoomStorage): RoomStorage["sql"] {
  sql.exec(
    "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c BLOB, d REAL); INSERT INTO t VALUES (1, 'x;y', x'0102', 1.5); INSERT INTO t VALUES (?, ?, ?, ?)",
    2,
    "y",
    new Uint8Array([3]).buffer,
    null,
  );
  return sql;
}

class Own {
  readonly field = 1;
}

/** A statement's rows, and the like. */
const rows =
  (query: string, ...bindings: unknown[]) =>
  (storage: RoomStorage) =>
    table(storage)
      .exec(query, ...bindings)
      .toArray();

const QUESTIONS: Readonly<Record<string, (storage: RoomStorage, id: unknown) => unknown>> = {
  "get nothing": (storage) => storage.get(),
  "get what isn't there": (storage) => storage.get("nothing"),
  "get a number": async (storage) => [await storage.put(5, 1), await storage.get("5")],
  "get several": async (storage) => (await filled(storage)).get(["c", "nothing", "a", "c"]),
  "get the empty key": async (storage) => (await filled(storage)).get(""),
  "put nothing": (storage) => storage.put(),
  "put a key without a value": (storage) => storage.put("a"),
  "put undefined": (storage) => storage.put("a", undefined),
  "put undefined in an object": async (storage) => [await storage.put({ a: undefined, b: 1 }), await storage.list()],
  "put null": async (storage) => [await storage.put("a", null), await storage.get("a")],
  "put a function": (storage) => storage.put("a", () => 1),
  "put a symbol": (storage) => storage.put("a", Symbol("x")),
  "put a promise": (storage) => storage.put("a", Promise.resolve(1)),
  "put an object of a class": async (storage) => [await storage.put("a", new Own()), await storage.get("a")],
  "put an ID": (storage, id) => storage.put("a", id),
  "put a URL": (storage) => storage.put("a", new URL("http://object/")),
  "put an error": async (storage) => [
    await storage.put("a", Object.assign(new RangeError("x"), { code: "E" })),
    await storage.get("a"),
  ],
  "put data": async (storage) => [
    await storage.put("a", [new Map([[1, new Set([2])]]), new Date(0), 5n, Uint8Array.of(1)]),
    await storage.get("a"),
  ],
  "put what can't be put among others": async (storage) => [
    await storage.put({ a: 1, b: () => 1 }).catch(({ name }) => name),
    await storage.list(),
  ],
  "a value is a copy": async (storage) => {
    const value = { a: 1 };
    const put = storage.put("v", value);
    value.a = 2;
    await put;
    ((await storage.get("v")) as { a: number }).a = 3;
    return storage.get("v");
  },
  "a key of 3,000 bytes": async (storage) => [
    await storage.put("k".repeat(3000), 1),
    await storage.get("k".repeat(3000)),
  ],
  "129 keys": async (storage) => {
    const keys = Array.from({ length: 129 }, (_, i) => `k${i}`);
    await storage.put(Object.fromEntries(keys.map((key) => [key, 1])));
    return [((await storage.get(keys)) as Map<string, unknown>).size, await storage.delete(keys)];
  },
  "delete nothing": (storage) => storage.delete(),
  "delete a key twice": async (storage) => [
    await storage.put("a", 1),
    await storage.delete("a"),
    await storage.delete("a"),
  ],
  "delete several": async (storage) => [
    await (await filled(storage)).delete(["a", "b", "nothing"]),
    await storage.delete([]),
  ],
  "list all": async (storage) => (await filled(storage)).list(),
  ...Object.fromEntries(
    [
      { prefix: "a" },
      { start: "b" },
      { startAfter: "b" },
      { end: "b" },
      { start: "a", end: "b" },
      { start: "c", end: "a" },
      { start: "a", startAfter: "b" },
      { prefix: "a", start: "aa", end: "zz" },
      { reverse: true, limit: 2 },
      { reverse: true, start: "b", end: "c" },
      { limit: 2 },
      { limit: 0 },
      { limit: -1 },
      { limit: "2" },
      { limit: 1.5 },
      { prefix: undefined, limit: undefined },
      null,
      5,
    ].map((options) => [
      `list ${JSON.stringify(options)}`,
      async (storage: RoomStorage) => (await filled(storage)).list(options),
    ]),
  ),
  "deleteAll deletes keys, tables and the alarm": async (storage) => {
    table(await filled(storage));
    await storage.setAlarm(Date.now() + 100_000);
    await storage.deleteAll();
    return [
      await storage.list(),
      await storage.getAlarm(),
      storage.sql.exec("SELECT name FROM sqlite_master").toArray(),
    ];
  },
  sync: (storage) => storage.sync(),

  "transaction: what it returns, and reads": async (storage) => {
    await storage.put("t", 0);
    const result = await storage.transaction(async (transaction) => {
      await transaction.put("t", 1);
      return [await transaction.get("t"), await storage.get("t")];
    });
    return [result, await storage.get("t")];
  },
  "transaction that throws": async (storage) => {
    table(storage);
    await storage.put("t", 0);
    const failed = storage.transaction(async (transaction) => {
      await transaction.put("t", 1);
      await storage.delete("t");
      storage.sql.exec("DELETE FROM t");
      FAIL();
    });
    return [await failed.catch(String), await storage.get("t"), storage.sql.exec("SELECT count(*) AS n FROM t").one()];
  },
  "transaction that creates a table, and throws": async (storage) => {
    await storage
      .transaction(async () => {
        table(storage);
        FAIL();
      })
      .catch(String);
    return table(storage).exec("SELECT count(*) AS n FROM t").one();
  },
  "transaction that sets an alarm, and throws": async (storage) => {
    await storage
      .transaction(async (transaction) => {
        await transaction.setAlarm(Date.now() + 100_000);
        FAIL();
      })
      .catch(String);
    return storage.getAlarm();
  },
  "transaction in a transaction": async (storage) => {
    await storage.put("t", 0);
    return storage.transaction(async (transaction) => {
      await transaction.put("t", 1);
      await storage
        .transaction(async (inner) => {
          await inner.put("t", 2);
          FAIL();
        })
        .catch(String);
      return transaction.get("t");
    });
  },
  rollback: async (storage) => {
    await storage.put("t", 0);
    const result = await storage.transaction(async (transaction) => {
      await transaction.put("t", 1);
      transaction.rollback();
      transaction.rollback();
      return "rolled back";
    });
    return [result, await storage.get("t")];
  },
  "put after rollback": (storage) =>
    storage.transaction(async (transaction) => {
      transaction.rollback();
      await transaction.put("t", 1);
    }),
  "put after the transaction": async (storage) => {
    const transaction = (await storage.transaction(async (own) => [own])) as RoomTransaction[];
    return transaction[0].put("t", 1);
  },
  "transaction of nothing": (storage) => storage.transaction(undefined as never),
  transactionSync: (storage) => [storage.transactionSync(() => storage.kv.put("t", 1) ?? 9), storage.kv.get("t")],
  "transactionSync that throws": (storage) => {
    table(storage);
    storage.kv.put("t", 0);
    try {
      storage.transactionSync(() => {
        storage.kv.put("t", 1);
        storage.sql.exec("DELETE FROM t");
        FAIL();
      });
    } catch (error) {
      return [String(error), storage.kv.get("t"), storage.sql.exec("SELECT count(*) AS n FROM t").one()];
    }
    return "nothing thrown";
  },
  "transactionSync of nothing": (storage) => storage.transactionSync(5),

  "kv: get, put, delete": ({ kv }) => [
    kv.put("k", { a: 1 }),
    kv.get("k"),
    kv.get("none"),
    kv.delete("k"),
    kv.delete("k"),
  ],
  "kv: list": ({ kv }) => {
    for (const key of ["x1", "x3", "x2", "y"]) kv.put(key, 1);
    return [
      [...kv.list({ prefix: "x" })],
      [...kv.list({ prefix: "x", reverse: true, limit: 1 })],
      [...kv.list()].length,
    ];
  },
  "kv: put of an object": ({ kv }) => kv.put({ a: 1 }),
  "kv: put of a function": ({ kv }) => kv.put("a", () => 1),
  "kv: get and delete of several": ({ kv }) => [kv.put("a,b", 1), kv.get(["a", "b"]), kv.delete(["a", "b"])],
  "kv has the same entries": async (storage) => {
    await storage.put("a", 1);
    storage.kv.put("b", 2);
    return [storage.kv.get("a"), await storage.get("b")];
  },

  "getAlarm: none": (storage) => storage.getAlarm(),
  "setAlarm to a Date": async (storage) => {
    const time = Date.now() + 100_000;
    await storage.setAlarm(new Date(time));
    const alarm = await storage.getAlarm();
    await storage.deleteAlarm();
    return [alarm === time, await storage.getAlarm()];
  },
  "setAlarm to a fraction": async (storage) => {
    const time = Date.now() + 100_000;
    await storage.setAlarm(time + 0.5);
    return (await storage.getAlarm()) === time;
  },
  ...Object.fromEntries(
    [-1, 0, Number.NaN, Number.POSITIVE_INFINITY, "5", null, undefined, new Date(Number.NaN)].map((time) => [
      `setAlarm to ${typeof time} ${time}`,
      (storage: RoomStorage) => storage.setAlarm(time),
    ]),
  ),

  "sql: rows": (storage) => {
    const cursor = table(storage).exec("SELECT * FROM t ORDER BY a");
    return [cursor.columnNames, cursor.rowsWritten, cursor.toArray(), cursor.toArray()];
  },
  "sql: bytes": (storage) => {
    const [[bytes]] = [...table(storage).exec("SELECT c FROM t WHERE a = 1").raw()] as [ArrayBuffer][];
    return [...new Uint8Array(bytes)];
  },
  "sql: raw, as an array": (storage) => table(storage).exec("SELECT a, b FROM t ORDER BY a").raw().toArray(),
  "sql: raw": (storage) => [...table(storage).exec("SELECT a, b FROM t ORDER BY a").raw()],
  "sql: next": (storage) => {
    const cursor = table(storage).exec("SELECT a FROM t ORDER BY a");
    return [cursor.next(), cursor.next(), cursor.next(), cursor.next()];
  },
  "sql: for of": (storage) => [...table(storage).exec("SELECT a FROM t ORDER BY a")],
  "sql: one": (storage) => table(storage).exec("SELECT count(*) AS n FROM t").one(),
  "sql: one of none": (storage) => table(storage).exec("SELECT a FROM t WHERE a = 99").one(),
  "sql: one of two": (storage) => table(storage).exec("SELECT a FROM t").one(),
  "sql: insert": (storage) => {
    const cursor = table(storage).exec("INSERT INTO t (a) VALUES (3), (4)");
    return [cursor.rowsWritten, cursor.toArray(), cursor.columnNames];
  },
  "sql: returning": rows("INSERT INTO t (b) VALUES ('r') RETURNING a, b"),
  "sql: no such table": rows("SELECT * FROM nope"),
  "sql: a constraint": rows("INSERT INTO t (a) VALUES (1)"),
  "sql: begin": rows(" /* x */ BEGIN"),
  "sql: savepoint": rows("SAVEPOINT a"),
  "sql: too few bindings": rows("SELECT ?"),
  "sql: too many bindings": rows("SELECT '?' AS a, ?", 1, 2),
  "sql: numbered parameters": rows("SELECT ?2 AS a, ?1 AS b", 1, 2),
  "sql: a repeated parameter": rows("SELECT ?1 AS a, ?1 AS b", 1),
  "sql: values": rows("SELECT ? AS a, ? AS b, ? AS c, ? AS d, ? AS e", true, undefined, {}, null, "x"),
  "sql: numbers are real": rows("SELECT typeof(?) AS a, typeof(?) AS b", 1, 1.5),
  "sql: a bigint": rows("SELECT ? AS a", 5n),
  "sql: no statement": rows(" -- nothing\n"),
  "sql: nothing": (storage) => storage.sql.exec(),
  "sql: two statements with parameters": rows("SELECT ?; SELECT ?", 1),
  "sql: two columns of one name": (storage) => {
    const cursor = table(storage).exec("SELECT 1 AS a, 2 AS a");
    return [cursor.columnNames, cursor.toArray()];
  },
  "sql: a trigger": (storage) => {
    table(storage).exec(
      "CREATE TRIGGER u AFTER INSERT ON t BEGIN UPDATE t SET d = CASE WHEN new.a > 5 THEN 1 ELSE 2 END; UPDATE t SET b = 'a;b'; END; INSERT INTO t (a) VALUES (9);",
    );
    return storage.sql.exec("SELECT a, b, d FROM t ORDER BY a").toArray();
  },
  "sql: the size": (storage) => table(storage) && storage.sql.databaseSize > 0,
};

/** Answers a question in words. */
export const STORED: Readonly<Record<string, (storage: RoomStorage, id: unknown) => Promise<string>>> =
  Object.fromEntries(
    Object.entries(QUESTIONS).map(([name, question]) => [
      name,
      async (storage: RoomStorage, id: unknown) => {
        try {
          return describe(await question(storage, id));
        } catch (error) {
          const { name: kind, message } = error as Error;
          return `throws ${(error as object).constructor.name} ${kind}: ${message}`;
        }
      },
    ]),
  );
