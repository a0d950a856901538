import { host } from "durable-id/host";
import { ChatRoom, Presence } from "../src/index";
import { MemoryStorages } from "./memory-storage";

/**
 * The Worker's env, with its objects in this process.
 * @param storages what the objects find in storage: the same ones again for a "restart"
 */
export function startChat(storages = new MemoryStorages()) {
  return host(
    { ROOMS: ChatRoom, PRESENCE: Presence },
    { worker: "chat", env: { LONGEST_MESSAGE: 20 }, storage: storages.of },
  );
}
