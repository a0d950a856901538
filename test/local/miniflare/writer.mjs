// Has a release of Miniflare write a state directory: node writer.mjs MINIFLARE STATE-DIR NAME,NAME… [--all]
// A separate program, because each release needs its own Node. Prints the written objects as JSON.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [miniflarePath, state, names, ...flags] = process.argv.slice(2);
const require = createRequire(join(miniflarePath, "package.json"));
const { version } = require("./package.json");

if (version.startsWith("3.2023")) {
  // It passes a number as the strategy of a ReadableStream, which Node 20 refuses.
  const streams = require("node:stream/web");
  const { ReadableStream } = streams;
  streams.ReadableStream = class extends ReadableStream {
    constructor(source, strategy) {
      super(source, typeof strategy === "number" ? { highWaterMark: strategy } : strategy);
    }
  };
}

const { Miniflare, convertV4MiniflareOptions } = await import(pathToFileURL(require.resolve(".")).href);

/** The actions of objects, by name; the last two only in SQLite classes. */
const SCRIPT = `
const ACTIONS = {
  idle() {},
  lobby: (storage) => storage.put("key", "value"),
  async emptied(storage) { await storage.put("key", "value"); await storage.delete("key"); },
  alarmed: (storage) => storage.setAlarm(Date.now() + 1e11),
  async disarmed(storage) { await storage.setAlarm(Date.now() + 1e11); await storage.deleteAlarm(); },
  tabled: (storage) => storage.sql?.exec("CREATE TABLE t (a)"),
  dropped(storage) { storage.sql?.exec("CREATE TABLE t (a)"); storage.sql?.exec("DROP TABLE t"); },
};
class Base {
  constructor(ctx) { this.ctx = ctx; }
  alarm() {}
  async fetch(request) {
    await ACTIONS[new URL(request.url).pathname.slice(1)](this.ctx.storage);
    return new Response();
  }
}
export class ChatRoom extends Base {}
export class Board extends Base {}
async function write(env, binding, name, id) {
  await env[binding].get(id).fetch("http://object/" + name);
  return { binding, name, id: String(id) };
}
export default {
  async fetch(request, env) {
    const { names, all } = await request.json();
    const written = [];
    for (const binding of ["ROOMS", "BOARDS"]) {
      for (const name of names) {
        if (binding === "BOARDS" || !/^(tabled|dropped)$/.test(name)) written.push(await write(env, binding, name, env[binding].idFromName(name)));
      }
    }
    await env.DB.exec("CREATE TABLE t (a)");
    if (all) {
      for (const binding of ["ROOMS", "BOARDS"]) written.push(await write(env, binding, "lobby", env[binding].newUniqueId()));
      await env.KV.put("key", "value");
      await env.BUCKET.put("key", "value");
      const cached = () => new Response("x", { headers: { "cache-control": "max-age=1000" } });
      await caches.default.put("http://cached/", cached());
      await (await caches.open("assets")).put("http://cached/", cached());
    }
    return Response.json(written);
  },
};`;

const options = {
  name: "my-worker",
  unsafeLocalExplorer: true,
  unsafeInspectDurableObjects: true,
  modules: true,
  script: SCRIPT,
  compatibilityDate: "2023-08-01",
  durableObjects: {
    ROOMS: "ChatRoom",
    BOARDS: version.startsWith("3.2023") ? "Board" : { className: "Board", useSQLite: true },
  },
  d1Databases: { DB: "11111111-2222-3333-4444-555555555555" },
  kvNamespaces: { KV: "kv-id" },
  r2Buckets: { BUCKET: "bucket" },
  durableObjectsPersist: join(state, "do"),
  d1Persist: join(state, "d1"),
  kvPersist: join(state, "kv"),
  r2Persist: join(state, "r2"),
  cachePersist: join(state, "cache"),
};

const miniflare = new Miniflare(
  convertV4MiniflareOptions === undefined
    ? options
    : { ...convertV4MiniflareOptions(options), resourcePersistencePath: state },
);
try {
  const body = JSON.stringify({ names: names.split(","), all: flags.includes("--all") });
  const response = await miniflare.dispatchFetch("http://worker/", { method: "POST", body });
  console.log(JSON.stringify({ version, objects: await response.json() }));
} finally {
  await miniflare.dispose();
}
