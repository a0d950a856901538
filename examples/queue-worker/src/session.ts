import { DurableObject } from "cloudflare:workers";

/** The pages that a session has seen. */
export class Session extends DurableObject<Cloudflare.Env> {
  constructor(ctx: DurableObjectState, env: Cloudflare.Env) {
    super(ctx, env);
    ctx.storage.sql.exec("create table if not exists pages (page text)");
  }

  add(pages: readonly string[]): void {
    for (const page of pages) this.ctx.storage.sql.exec("insert into pages values (?)", page);
  }

  pages(): string[] {
    return this.ctx.storage.sql
      .exec<{ page: string }>("select page from pages order by rowid")
      .toArray()
      .map(({ page }) => page);
  }
}
