import { DurableObject } from "cloudflare:workers";
import type { Env } from "./env";

/** One user: the rooms in which they have written, and how often. */
export class Presence extends DurableObject<Env> {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS visits (room TEXT PRIMARY KEY, at INTEGER)");
  }

  /** @returns how often they have written, in all rooms */
  async enter(room: string): Promise<number> {
    this.ctx.storage.sql.exec("INSERT OR REPLACE INTO visits VALUES (?, ?)", room, Date.now());
    // No other call runs in between: the runtime delivers none before storage is done.
    const said = ((await this.ctx.storage.get<number>("said")) ?? 0) + 1;
    await this.ctx.storage.put("said", said);
    return said;
  }

  rooms(): string[] {
    const rows = this.ctx.storage.sql.exec<{ room: string }>("SELECT room FROM visits ORDER BY room");
    return rows.toArray().map(({ room }) => room);
  }
}
