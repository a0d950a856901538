import { serve } from "@hono/node-server";
import { createApp } from "./app";
import { MemoryCarts } from "./carts";
import { openSessions } from "./sessions";

const { SESSION_KEY, SESSION_JURISDICTION, PORT = "3000" } = process.env;

const app = createApp(openSessions(SESSION_KEY, SESSION_JURISDICTION), new MemoryCarts());
serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(PORT) }, ({ port }) => {
  console.log(`http://127.0.0.1:${port}`);
});
