import { DurableObjectNamespace } from "../../src/index.js";

/** The unique key of most targets. */
export const ROOMS = "my-worker-ChatRoom";

const rooms = new DurableObjectNamespace({ uniqueKey: ROOMS });

/** IDs of its namespace, the last one of a jurisdiction. */
export const VALID: readonly string[] = [
  ...["lobby", "", "é", "0"].map((name) => String(rooms.idFromName(name))),
  String(rooms.jurisdiction("eu").idFromName("lobby")),
];

/** The ID of another namespace. */
export const FOREIGN: string = String(new DurableObjectNamespace({ uniqueKey: "other" }).idFromName("lobby"));
