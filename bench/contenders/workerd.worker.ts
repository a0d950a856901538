/** Runs in a real workerd: its own calls, in a loop. */
import type { LoopQuestion, Material } from "./workerd.js";

/** What of workerd's own namespace is needed here. */
interface Namespace {
  idFromName(name: string): unknown;
  idFromString(digits: string): unknown;
}

/** workerd needs a class for each namespace. */
export class TestObject {}

let material: Material = { ids: [], names: [] };

export default {
  async fetch(request: Request, { rooms }: { readonly rooms: Namespace }): Promise<Response> {
    const question: unknown = await request.json();
    switch (new URL(request.url).pathname) {
      case "/material":
        material = question as Material;
        return Response.json(true);
      case "/idFromString":
        for (let round = 0; round < (question as LoopQuestion); round++) {
          for (const id of material.ids) rooms.idFromString(id);
        }
        return Response.json(true);
      case "/idFromName":
        for (let round = 0; round < (question as LoopQuestion); round++) {
          for (const name of material.names) rooms.idFromName(name);
        }
        return Response.json(true);
      default:
        return new Response("no such question", { status: 404 });
    }
  },
};
