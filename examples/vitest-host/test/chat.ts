import { host, memoryStorage } from "durable-id/host";
import { ChatRoom, Presence } from "../src/index";

/**
 * The Worker's env, with its objects in this process.
 * @param storage the objects' storage: pass the same one again to simulate a restart
 */
export function startChat(storage = memoryStorage()) {
  return host({ ROOMS: ChatRoom, PRESENCE: Presence }, { worker: "chat", env: { LONGEST_MESSAGE: 20 }, storage });
}
