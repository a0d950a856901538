import { DurableObjectNamespace } from "durable-id";

/** Unique keys and IDs to try the page with: five are valid (in no jurisdiction or any), and five are not. */
export function example(): { keys: string; ids: string } {
  const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
  const presence = new DurableObjectNamespace({ uniqueKey: "my-worker-Presence" });
  const lobby = String(rooms.idFromName("lobby"));
  const ids = [
    lobby,
    lobby.toUpperCase(),
    rooms.newUniqueId(),
    rooms.jurisdiction("eu").idFromName("lobby"),
    presence.idFromName("ada"),
    new DurableObjectNamespace({ uniqueKey: "another-worker-ChatRoom" }).idFromName("lobby"),
    `${lobby.slice(0, -1)}${lobby.endsWith("0") ? "1" : "0"}`,
    ` ${lobby}`,
    lobby.slice(0, 60),
    "null",
  ];
  return { keys: "my-worker-ChatRoom\nmy-worker-Presence", ids: ids.join("\n") };
}
