import { DurableObject } from "cloudflare:workers";
import { createVerdictHandler } from "durable-id/remote";

const verdicts = createVerdictHandler<Cloudflare.Env>({
  // Put the namespace with the most IDs first, which takes the least CPU time.
  namespaces: ({ ROOMS, CARTS }) => ({ ROOMS, CARTS }),
  token: ({ VERDICT_TOKEN }) => VERDICT_TOKEN,
});

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    switch (pathname) {
      case "/verdicts":
        return verdicts(request, env);
      case "/rooms":
        return new Response(await env.ROOMS.getByName("lobby").greet());
      default:
        return new Response("not found", { status: 404 });
    }
  },
} satisfies ExportedHandler<Cloudflare.Env>;

/** An object of your application. Verdicts never start one. */
export class ChatRoom extends DurableObject<Cloudflare.Env> {
  greet(): string {
    return `I am ${this.ctx.id}`;
  }
}

/** Another class. */
export class Cart extends DurableObject<Cloudflare.Env> {}
