import { DurableObject } from "cloudflare:workers";
import type { Env } from "./env";

/** One user: the rooms in which they have spoken. */
export class Presence extends DurableObject<Env> {
  async enter(room: string): Promise<void> {
    await this.ctx.storage.put(`room:${room}`, true);
  }

  async rooms(): Promise<string[]> {
    const entries = await this.ctx.storage.list({ prefix: "room:" });
    return [...entries.keys()].map((key) => key.slice("room:".length));
  }
}
