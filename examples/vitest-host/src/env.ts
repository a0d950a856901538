import type { ChatRoom } from "./chat-room";
import type { Presence } from "./presence";

declare global {
  namespace Cloudflare {
    /** What the Worker's configuration binds. */
    interface Env {
      readonly ROOMS: DurableObjectNamespace<ChatRoom>;
      readonly PRESENCE: DurableObjectNamespace<Presence>;
      /** The longest message, in characters. */
      readonly LONGEST_MESSAGE: number;
    }
  }
}

/** What the Worker's configuration binds. */
export type Env = Cloudflare.Env;
