/** The worker of the objects' probes: runs them in a real workerd. */
// @ts-expect-error TS2307: a module of workerd alone; its types would bring all of the platform's globals
import { DurableObject } from "cloudflare:workers";
import { type ObjectEnv, objectOutcomesOf } from "./probe.js";
import { OBJECT_PROBES } from "./probes/index.js";
import { type RoomBase, roomClass } from "./room.js";

export class TestObject extends roomClass(DurableObject as RoomBase) {}

export default {
  async fetch(_request: Request, env: ObjectEnv): Promise<Response> {
    return Response.json(await objectOutcomesOf(OBJECT_PROBES, env));
  },
};
