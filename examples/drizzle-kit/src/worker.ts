import { drizzle } from "drizzle-orm/d1";
import { entries } from "./schema.js";

interface Env {
  readonly DB: D1Database;
}

/** A guest book: `POST` an entry, `GET` them all. */
export default {
  async fetch(request, env): Promise<Response> {
    const database = drizzle(env.DB);
    if (request.method !== "POST") return Response.json(await database.select().from(entries));
    const { author, message } = await request.json<typeof entries.$inferInsert>();
    return Response.json(await database.insert(entries).values({ author, message }).returning(), { status: 201 });
  },
} satisfies ExportedHandler<Env>;
