import type { ChatRoom } from "./chat-room";
import type { Presence } from "./presence";

/** What the Worker's configuration binds. */
export interface Env {
  readonly ROOMS: DurableObjectNamespace<ChatRoom>;
  readonly PRESENCE: DurableObjectNamespace<Presence>;
  /** The longest message, in characters. */
  readonly LONGEST_MESSAGE: number;
}
