/** The class whose objects both sides run: in a real workerd, and in `host`. Nothing here depends on either. */

import type { AnyId } from "../probe.js";

/** What an object gets of its runtime, as far as the probes go. */
export interface RoomContext {
  readonly id: AnyId;
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
      return new Response(`${request.method} ${pathname} ${await request.text()}`, {
        status: 201,
        headers: { "x-room": "1" },
      });
    }
  };
}
