import { DurableObject } from "cloudflare:workers";
import type { Env } from "./env";

export interface Message {
  readonly from: string;
  readonly text: string;
}

const DAY = 86_400_000;

/** A chat room: keeps its messages, numbered from 1, until there was no new message for a day. */
export class ChatRoom extends DurableObject<Env> {
  #count = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    // No call is delivered before the number of the last message is loaded.
    ctx.blockConcurrencyWhile(async () => {
      this.#count = (await ctx.storage.get<number>("count")) ?? 0;
    });
  }

  /** @returns the message's number */
  async say({ from, text }: Message): Promise<number> {
    if (text === "") throw new RangeError("A message needs a text.");
    if (text.length > this.env.LONGEST_MESSAGE) {
      throw new RangeError(`A message has at most ${this.env.LONGEST_MESSAGE} characters.`);
    }
    const count = ++this.#count;
    await this.ctx.storage.put({ [messageKey(count)]: { from, text }, count });
    await this.ctx.storage.setAlarm(Date.now() + DAY);
    // `name` exists because rooms are reached by name; an ID of `newUniqueId` would have none.
    const room = this.ctx.id.name ?? String(this.ctx.id);
    await this.env.PRESENCE.getByName(from).enter(room);
    return count;
  }

  /** The last messages, in order. */
  async history(limit = 50): Promise<Message[]> {
    const entries = await this.ctx.storage.list<Message>({ prefix: "message:", reverse: true, limit });
    return [...entries.values()].reverse();
  }

  override async alarm(): Promise<void> {
    this.#count = 0;
    await this.ctx.storage.deleteAll();
  }

  override async fetch(request: Request): Promise<Response> {
    if (request.method === "POST") {
      const count = await this.say(await request.json<Message>());
      return Response.json({ count }, { status: 201 });
    }
    return Response.json({ room: this.ctx.id.name, messages: await this.history() });
  }
}

/** Keys are sorted by their characters, so numbers have leading zeros. */
function messageKey(count: number): string {
  return `message:${String(count).padStart(12, "0")}`;
}
