// The Worker that the tests run, unchanged, in this emulator and in workerd.
import { DurableObject } from "cloudflare:workers";

export class Room extends DurableObject {
  calls = 0;
  ownMethod = () => "a field of the instance";

  constructor(ctx, env) {
    super(ctx, env);
    this.storage = ctx.storage;
    this.sql = ctx.storage.sql;
    if (ctx.id.name === "broken") throw new RangeError("this room can't be built");
    ctx.blockConcurrencyWhile(async () => {
      this.starts = ((await ctx.storage.get("starts")) ?? 0) + 1;
      await ctx.storage.put("starts", this.starts);
      this.sql.exec(
        "CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY, author TEXT NOT NULL, text TEXT UNIQUE)",
      );
    });
  }

  get topic() {
    return "a getter";
  }

  whoami() {
    const { id } = this.ctx;
    return { name: id.name ?? null, digits: String(id), json: JSON.stringify(id), keys: Object.keys(id) };
  }

  count() {
    return ++this.calls;
  }

  howOftenStarted() {
    return this.starts;
  }

  echo(...values) {
    return values;
  }

  async later(milliseconds, value) {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return value;
  }

  // ---- storage

  get(key) {
    return this.storage.get(key);
  }

  async getMany(keys) {
    return [...(await this.storage.get(keys))];
  }

  put(...args) {
    return this.storage.put(...args);
  }

  remove(keys) {
    return this.storage.delete(keys);
  }

  async list(options) {
    return [...(await this.storage.list(options))];
  }

  putUndefined() {
    return this.storage.put("key", undefined);
  }

  putFunction() {
    return this.storage.put("key", () => 1);
  }

  putId() {
    return this.storage.put("key", this.ctx.id);
  }

  async putRich() {
    const value = { at: new Date(0), map: new Map([["a", new Set([1])]]), bytes: new Uint8Array([1, 2, 3]), big: 5n };
    await this.storage.put("rich", {
      ...value,
      error: new RangeError("stored"),
      instance: new (class Own {
        x = 1;
      })(),
    });
  }

  async getRich() {
    const { at, map, bytes, big, error, instance } = (await this.storage.get("rich")) ?? {};
    return [+at, [...map].map(([key, set]) => [key, ...set]), [...bytes], String(big), String(error), instance];
  }

  async increment() {
    const value = ((await this.storage.get("value")) ?? 0) + 1;
    await this.storage.put("value", value);
    return value;
  }

  kv() {
    const { kv } = this.storage;
    kv.put("kv/1", { one: 1 });
    kv.put("kv/2", [2]);
    return [
      kv.get("kv/1"),
      kv.get("kv/none") ?? "none",
      kv.delete("kv/1"),
      kv.delete("kv/1"),
      ...kv.list({ prefix: "kv/" }),
    ];
  }

  transact(shallFail) {
    return this.storage.transactionSync(() => {
      this.sql.exec("INSERT INTO messages (author, text) VALUES ('transaction', ?)", `fails: ${shallFail}`);
      this.storage.kv.put("transacted", shallFail);
      if (shallFail) throw new RangeError("undo this");
      return this.sql.exec("SELECT count(*) AS n FROM messages").one().n;
    });
  }

  async transactAsync(how) {
    return this.storage.transaction(async (transaction) => {
      await transaction.put("async", how);
      if (how === "throw") throw new RangeError("undo this");
      if (how === "rollback") transaction.rollback();
      return how;
    });
  }

  async clear() {
    await this.storage.deleteAll();
    const tables = this.sql.exec("SELECT name FROM sqlite_master WHERE name = 'messages'").toArray();
    return [tables, [...(await this.storage.list())]];
  }

  // ---- SQL

  query(sql, ...bindings) {
    const cursor = this.sql.exec(sql, ...bindings);
    return { columns: cursor.columnNames, rows: cursor.toArray() };
  }

  queryOne(sql, ...bindings) {
    return this.sql.exec(sql, ...bindings).one();
  }

  queryRaw(sql, ...bindings) {
    return [...this.sql.exec(sql, ...bindings).raw()];
  }

  stepwise(sql) {
    const cursor = this.sql.exec(sql);
    return [cursor.next(), ...cursor.raw(), cursor.next(), cursor.toArray(), cursor.rowsRead];
  }

  bytes() {
    const { blob } = this.sql.exec("SELECT ? AS blob", new Uint8Array([1, 2, 3])).one();
    return [blob instanceof ArrayBuffer, ...new Uint8Array(blob)];
  }

  // ---- alarms

  getAlarm() {
    return this.storage.getAlarm();
  }

  setAlarm(time) {
    return this.storage.setAlarm(time);
  }

  async setAlarmIn(milliseconds, behaviour = "succeed") {
    await this.storage.put("behaviour", behaviour);
    await this.storage.setAlarm(Date.now() + milliseconds);
    return (await this.storage.getAlarm()) !== null;
  }

  deleteAlarm() {
    return this.storage.deleteAlarm();
  }

  async alarm(info) {
    const runs = (await this.storage.get("runs")) ?? [];
    const { isRetry, retryCount } = info;
    runs.push({ isRetry, retryCount, alarm: await this.storage.getAlarm() });
    await this.storage.put("runs", runs);
    const behaviour = await this.storage.get("behaviour");
    if (behaviour === "fail once" && !isRetry) throw new Error("this alarm fails once");
    if (behaviour === "repeat" && runs.length < 3) await this.storage.setAlarm(Date.now() + 10);
  }

  /** The state that each run of the alarm saw, as soon as there are this many runs. */
  async alarmRuns(atLeast) {
    for (;;) {
      const runs = (await this.storage.get("runs")) ?? [];
      if (runs.length >= atLeast && (await this.storage.getAlarm()) === null) return runs;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  // ---- errors

  throwRangeError() {
    throw new RangeError("out of range");
  }

  throwString() {
    throw "a string";
  }

  throwCoded() {
    throw Object.assign(new TypeError("with properties"), { code: "E_CODE", detail: { list: [1, 2] } });
  }

  throwCustom() {
    class RoomError extends Error {
      name = "RoomError";
    }
    throw new RoomError("of a class", { cause: new RangeError("the cause") });
  }

  sqlError() {
    this.sql.exec("SELECT * FROM nowhere");
  }

  returnSymbol() {
    return Symbol("result");
  }

  returnInstance() {
    return new (class Own {})();
  }

  hang() {
    return new Promise(() => {});
  }

  abort() {
    this.ctx.abort(new RangeError("aborted on request"));
    return this.hang();
  }

  failToBlock() {
    return this.ctx.blockConcurrencyWhile(async () => {
      throw new RangeError("failed to block");
    });
  }

  // ---- other objects

  async tell(name, text) {
    return { from: this.ctx.id.name, heard: await this.env.NOTES.getByName(name).append(text) };
  }

  greeting() {
    return this.env.GREETING;
  }

  hasEnv() {
    return [Object.keys(this.env).sort(), Object.prototype.toString.call(this.env.ROOMS)];
  }

  async fetch(request) {
    const { pathname, search } = new URL(request.url);
    if (pathname === "/throw") throw new RangeError("in fetch");
    if (pathname === "/nothing") return undefined;
    if (pathname === "/bytes") return new Response(new Uint8Array([0, 128, 255]));
    if (pathname === "/empty") return new Response(null, { status: 204 });
    const body = `${request.method} ${pathname}${search} ${request.headers.get("x-extra")} ${await request.text()}`;
    return new Response(body, {
      status: 201,
      headers: { "content-type": "text/x-room", "x-room": this.ctx.id.name ?? "" },
    });
  }
}

/** Has neither `fetch` nor `alarm`. */
export class Note extends DurableObject {
  async append(text) {
    const text2 = `${(await this.ctx.storage.get("text")) ?? ""}${text}`;
    await this.ctx.storage.put("text", text2);
    return text2;
  }

  setAlarm() {
    return this.ctx.storage.setAlarm(1);
  }
}

/** Calls that concern the namespace, not a single object. */
const NAMESPACE_CALLS = {
  idFromName: (rooms, name) => ({
    digits: String(rooms.idFromName(name)),
    json: JSON.stringify(rooms.idFromName(name)),
  }),
  idFromString: (rooms, digits) => String(rooms.idFromString(digits)),
  newUniqueId: (rooms) => {
    const [a, b] = [rooms.newUniqueId(), rooms.newUniqueId()];
    return [/^[0-9a-f]{64}$/.test(String(a)), a.equals(b), a.equals(rooms.idFromString(String(a))), a.name ?? null];
  },
  uniqueObject: async (rooms) => {
    const id = rooms.newUniqueId();
    const { name, digits } = await rooms.get(id).whoami();
    return [name, digits === String(id), await rooms.get(rooms.idFromString(digits)).howOftenStarted()];
  },
  equals: (rooms, one, other) => rooms.idFromName(one).equals(rooms.idFromName(other)),
  equalsText: (rooms, name) => rooms.idFromName(name).equals(String(rooms.idFromName(name))),
  getText: (rooms, text) => rooms.get(text),
  foreign: (rooms, name, env) => rooms.idFromString(String(env.NOTES.idFromName(name))),
  stub: (rooms, name) => {
    const stub = rooms.getByName(name);
    return [Object.keys(stub), JSON.stringify(stub), String(stub), typeof stub.then, typeof stub.anything, "x" in stub];
  },
  read: async (rooms, name, property) => await rooms.getByName(name)[property],
  concurrent: (rooms, name, times) =>
    Promise.all(Array.from({ length: times }, () => rooms.getByName(name).increment())),
  inOrder: async (rooms, name) => {
    const stub = rooms.getByName(name);
    return Promise.all([stub.count(), stub.later(5, "later"), stub.count(), rooms.getByName(name).count()]);
  },
  changedLater: (rooms, name) => {
    const list = [1];
    const result = rooms.getByName(name).echo(list);
    list.push(2);
    return result;
  },
  sendId: (rooms, name) => rooms.getByName(name).echo(rooms.idFromName(name)),
  sendSymbol: (rooms, name) => rooms.getByName(name).echo(Symbol("argument")),
  sendInstance: (rooms, name) => rooms.getByName(name).echo(new (class Own {})()),
  sendRich: async (rooms, name) => {
    const sent = [new Map([[1, 2]]), new Date(5), new Uint8Array(3), new RangeError("sent"), undefined, null, -0, 5n];
    const [map, date, bytes, error, ...rest] = await rooms.getByName(name).echo(...sent);
    return [[...map], +date, bytes.length, `${error}`, error instanceof RangeError, ...rest.map((item) => `${item}`)];
  },
  recover: async (rooms, name) => {
    const [waiting, aborted] = await Promise.allSettled([rooms.getByName(name).hang(), rooms.getByName(name).abort()]);
    return [shown(waiting.reason), shown(aborted.reason), await rooms.getByName(name).count()];
  },
  fetchNote: async (_rooms, name, env) => (await env.NOTES.getByName(name).fetch("http://note/")).status,
  noteAlarm: (_rooms, name, env) => env.NOTES.getByName(name).setAlarm(),
};

/** The parts of an error that a caller can see. */
function shown(error) {
  const own = Object.keys(error).sort();
  const { name, message, remote, code, detail, cause, durableObjectReset } = error;
  // Those of the object's errors: a namespace's errors have a code of the runtime's, or none.
  const properties =
    remote && !(error instanceof DOMException) ? { own, code, detail, cause: cause && String(cause) } : {};
  return { class: error.constructor.name, name, message, remote, durableObjectReset, ...properties };
}

async function answer(request, env) {
  const { pathname, search } = new URL(request.url);
  const [, first, second, ...rest] = pathname.split("/").map(decodeURIComponent);
  if (first === "namespace") {
    const args = await request.json();
    const result = await NAMESPACE_CALLS[second](env.ROOMS, ...args, env);
    return Response.json({ result: result ?? null });
  }
  if (first === "fetch") {
    const [path] = rest;
    const { headers, method } = request;
    const body = method === "GET" ? undefined : await request.text();
    return env.ROOMS.getByName(second).fetch(`http://room/${path}${search}`, { method, headers, body });
  }
  if (first === "room") {
    const result = await env.ROOMS.getByName(second)[rest[0]](...(await request.json()));
    return Response.json({ result: result ?? null });
  }
  if (first === "digits") {
    const id = env.ROOMS.idFromString(String(env.ROOMS.idFromName(second)));
    return Response.json({ result: await env.ROOMS.get(id)[rest[0]](...(await request.json())) });
  }
  return new Response(`nothing at ${pathname}`, { status: 404 });
}

export default {
  async fetch(request, env) {
    try {
      return await answer(request, env);
    } catch (error) {
      return Response.json({ error: shown(error) }, { status: 500 });
    }
  },
};
