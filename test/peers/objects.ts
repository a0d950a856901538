import { DurableObject, type ObjectContext } from "../../src/host.js";

/** The class of all objects in the cases: it counts, and says what it sees of itself. */
export class PeerObject extends DurableObject<object> {
  declare readonly ctx: ObjectContext;
  count = 0;

  async increment(): Promise<number> {
    this.count = ((await this.ctx.storage.get<number>("count")) ?? 0) + 1;
    await this.ctx.storage.put("count", this.count);
    return this.count;
  }

  /** Counts in memory only. */
  tick(): number {
    return ++this.count;
  }

  self(): object {
    const { id } = this.ctx;
    return { id: String(id), name: id.name, className: id.constructor.name };
  }

  ownName(): string | undefined {
    return this.ctx.id.name;
  }

  fail(): never {
    throw new Error("as asked");
  }

  abort(): never {
    return this.ctx.abort("as asked");
  }

  async setAlarm(): Promise<void> {
    await this.ctx.storage.setAlarm(Date.now() + 3_600_000);
  }

  async alarm(): Promise<void> {
    await this.ctx.storage.put("nameInAlarm", this.ctx.id.name);
  }

  async nameInAlarm(): Promise<unknown> {
    return this.ctx.storage.get("nameInAlarm");
  }

  async fetch(request: Request): Promise<Response> {
    if (request.url.endsWith("/redirect")) return Response.redirect("https://example.com/redirected");
    const { method, url } = request;
    return Response.json({ id: String(this.ctx.id), method, url, count: await this.increment() });
  }
}
