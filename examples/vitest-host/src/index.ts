import type { Env } from "./env";

export { ChatRoom } from "./chat-room";
export { Presence } from "./presence";

/**
 * `/rooms/NAME`: the room with that name. `/rooms/eu/NAME`: a room whose object stays in the EU.
 * `/objects/ID`: a room by its stored ID.
 */
export default {
  async fetch(request: Request, env: Env) {
    const [, kind, ...path] = new URL(request.url).pathname.split("/").map(decodeURIComponent);
    if (kind === "rooms" && path.length === 1) return env.ROOMS.getByName(path[0]).fetch(request);
    if (kind === "rooms" && path.length === 2 && path[0] === "eu") {
      return env.ROOMS.jurisdiction("eu").getByName(path[1]).fetch(request);
    }
    if (kind === "objects" && path.length === 1) return byId(path[0], request, env);
    return new Response("There is no such page.\n", { status: 404 });
  },
} satisfies ExportedHandler<Env>;

async function byId(digits: string, request: Request, env: Env): Promise<Response> {
  let id: DurableObjectId;
  try {
    id = env.ROOMS.idFromString(digits);
  } catch {
    return new Response("This is not the ID of a room.\n", { status: 404 });
  }
  return env.ROOMS.get(id).fetch(request);
}
