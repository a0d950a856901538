/** The class whose objects both sides run: in a real workerd, and in `host`. Nothing here depends on either. */

import type { AnyId } from "../probe.js";
import { describe, SENT } from "./sent.js";
import { type RoomStorage, STORED } from "./stored.js";
import { THROWN } from "./thrown.js";

/** What an object gets of its runtime, as far as the probes go. */
export interface RoomContext {
  readonly id: AnyId;
  readonly storage: RoomStorage;
  abort(reason?: unknown): void;
  waitUntil(promise: Promise<unknown>): void;
  blockConcurrencyWhile<Result>(callback: () => Promise<Result>): Promise<Result>;
}

/** What a class of objects extends: `DurableObject` of `cloudflare:workers`, or a stand-in for it. */
export type RoomBase = new (ctx: RoomContext, env: Record<string, unknown>) => object;

/** How often an object of an ID was made. */
const constructions = new Map<string, number>();

/** What `seen` answers. */
export interface Seen {
  readonly name: string | undefined;
  readonly digits: string;
  readonly jurisdiction: string | undefined;
  readonly keys: readonly string[];
}

/** The class, over either side's base. */
export function roomClass(Base: RoomBase) {
  class Lobby extends Base {
    inherited(): string {
      return "inherited";
    }
  }

  return class Room extends Lobby {
    readonly #ctx: RoomContext;
    readonly #env: Record<string, unknown>;
    readonly own = () => "own";
    readonly plain = "plain";
    #count = 0;
    #log: string[] = [];

    constructor(ctx: RoomContext, env: Record<string, unknown>) {
      super(ctx, env);
      this.#ctx = ctx;
      this.#env = env;
      const digits = String(ctx.id);
      const made = (constructions.get(digits) ?? 0) + 1;
      constructions.set(digits, made);
      if (ctx.id.name?.startsWith("fails once") && made === 1) throw new RangeError("not yet");
      if (ctx.id.name?.startsWith("blocks")) {
        ctx.blockConcurrencyWhile(async () => {
          await new Promise((resolve) => setTimeout(resolve, 20));
          this.#log.push("ready");
        });
      }
      if (ctx.id.name?.startsWith("block fails once") && made === 1) {
        ctx.blockConcurrencyWhile(async () => {
          throw new RangeError("not ready");
        });
      }
    }

    get title(): string {
      return "a title";
    }

    get adder(): (value: number) => number {
      return (value) => value + 1;
    }

    get refusing(): never {
      throw new RangeError("refused");
    }

    seen(): Seen {
      const { id } = this.#ctx;
      return { name: id.name, digits: String(id), jurisdiction: id.jurisdiction, keys: Object.keys(id) };
    }

    echo(...values: unknown[]): unknown[] {
      return values;
    }

    mutate(value: { list: number[] }): number {
      return value.list.push(1);
    }

    count(): number {
      this.#count++;
      return this.#count;
    }

    constructions(): number {
      return constructions.get(String(this.#ctx.id)) ?? 0;
    }

    async later(text: string): Promise<string> {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return text;
    }

    log(text: string): string[] {
      this.#log.push(text);
      return [...this.#log];
    }

    nothing(): void {}

    fail(): never {
      throw new RangeError("mine");
    }

    async failLater(): Promise<never> {
      throw new TypeError("mine, later");
    }

    failOddly(): never {
      throw "no error at all";
    }

    abort(reason: unknown): void {
      this.#ctx.abort(reason);
    }

    async block(): Promise<number> {
      return this.#ctx.blockConcurrencyWhile(async () => {
        this.#log.push("before");
        await new Promise((resolve) => setTimeout(resolve, 2));
        this.#log.push("after");
        return 5;
      });
    }

    async catchBlock(): Promise<unknown> {
      try {
        return await this.#ctx.blockConcurrencyWhile(async () => {
          throw new RangeError("not ready");
        });
      } catch {
        return "caught";
      }
    }

    /** Adds one to what is stored, with other promises in between. */
    async increment(): Promise<number> {
      await null;
      const count = ((await this.#ctx.storage.get("count")) as number | undefined) ?? 0;
      await null;
      await this.#ctx.storage.put("count", count + 1);
      return count + 1;
    }

    /** Adds one in memory, with a promise in between. */
    async incrementInMemory(): Promise<number> {
      const count = this.#count;
      await null;
      this.#count = count + 1;
      return this.#count;
    }

    /** Adds one to what is stored, and waits for something else in between: the gate is open then. */
    async incrementSlowly(): Promise<number> {
      const count = ((await this.#ctx.storage.get("count")) as number | undefined) ?? 0;
      await new Promise((resolve) => setTimeout(resolve, 2));
      await this.#ctx.storage.put("count", count + 1);
      return count + 1;
    }

    async trace(label: string): Promise<string[]> {
      this.#log.push(`${label} starts`);
      await this.#ctx.storage.get("nothing");
      this.#log.push(`${label} ends`);
      return this.#log;
    }

    stored(which: string): Promise<unknown> {
      return STORED[which](this.#ctx.storage, this.#ctx.id);
    }

    received(value: unknown): string {
      return describe(value);
    }

    sends(which: string): unknown {
      return SENT[which](this.#env);
    }

    async callBack(callback: (value: unknown) => unknown, value: unknown): Promise<unknown[]> {
      return [typeof callback, await callback(value)];
    }

    async callStub(stub: { seen(): Promise<Seen> }): Promise<unknown[]> {
      return [Object.prototype.toString.call(stub), Object.keys(stub), (await stub.seen()).name];
    }

    async setAlarm(inMilliseconds: number): Promise<unknown> {
      await this.#ctx.storage.setAlarm(Date.now() + inMilliseconds);
      return typeof (await this.#ctx.storage.getAlarm());
    }

    async deleteAlarm(): Promise<unknown> {
      await this.#ctx.storage.deleteAlarm();
      return this.#ctx.storage.getAlarm();
    }

    async alarm(info: { retryCount: number; isRetry: boolean; scheduledTime: number }): Promise<void> {
      const { retryCount, isRetry, scheduledTime } = info;
      const isLate = Date.now() >= scheduledTime;
      this.#log.push(`${retryCount} ${isRetry} ${isLate} ${await this.#ctx.storage.getAlarm()}`);
      if (this.#ctx.id.name?.startsWith("alarm fails")) throw new Error("alarm failed");
    }

    async alarms(): Promise<unknown[]> {
      return [this.#log, typeof (await this.#ctx.storage.getAlarm())];
    }

    raise(which: string): never {
      throw THROWN[which]();
    }

    made(which: string): unknown {
      return THROWN[which]();
    }

    unsendable(): unknown {
      return Symbol("x");
    }

    background(): string {
      this.#ctx.waitUntil(Promise.resolve());
      return "at work";
    }

    rejected(): string {
      this.#ctx.waitUntil(Promise.reject(new Error("in the background")));
      return "at work";
    }

    async neighbour(name: string): Promise<unknown> {
      const rooms = this.#env.rooms as { getByName(name: string): { seen(): Promise<Seen> } };
      return (await rooms.getByName(name).seen()).name;
    }

    async fetch(request: Request): Promise<Response> {
      const { pathname } = new URL(request.url);
      if (pathname === "/fail") throw new RangeError("mine, in fetch");
      if (pathname.startsWith("/raise/")) this.raise(decodeURIComponent(pathname.slice("/raise/".length)));
      if (pathname.startsWith("/to/")) {
        return new Response(null, {
          status: Number(pathname.slice("/to/".length)),
          headers: { location: "/there?b#c" },
        });
      }
      if (pathname === "/loop") return new Response(null, { status: 302, headers: { location: "/loop" } });
      if (pathname === "/nothing") return undefined as unknown as Response;
      if (pathname === "/text") return "text" as unknown as Response;
      if (pathname === "/headers") request.headers.set("x-mine", "1");
      const body = await request.text();
      return new Response(`${request.method} ${request.url} ${request.redirect} ${body}`.trim(), {
        status: 201,
        headers: { "x-room": "1" },
      });
    }
  };
}
