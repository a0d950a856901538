import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import worker from "../../src/index";

/** Sends a request to the Worker, as the runtime would. */
async function ask(path: string, init?: RequestInit): Promise<[number, unknown]> {
  const response = await worker.fetch(new Request(`https://chat.example${path}`, init), env);
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  return [response.status, isJson ? await response.json() : await response.text()];
}

const saying = (text: string) => ({ method: "POST", body: JSON.stringify({ from: "ada", text }) });

describe("the Worker", () => {
  it("passes requests to the room that the path names", async () => {
    expect(await ask("/rooms/hall", saying("hello"))).toEqual([201, { count: 1 }]);
    const shown = { room: "hall", messages: [{ from: "ada", text: "hello" }] };
    expect(await ask("/rooms/hall")).toEqual([200, shown]);
  });

  it("finds a room by its ID, and answers 404 for anything else", async () => {
    await ask("/rooms/attic", saying("hello"));
    const [status, body] = await ask(`/objects/${env.ROOMS.idFromName("attic")}`);
    expect([status, body]).toEqual([200, expect.objectContaining({ messages: [{ from: "ada", text: "hello" }] })]);
    expect(await ask("/objects/lobby")).toEqual([404, "This is not the ID of a room.\n"]);
    expect(await ask(`/objects/${env.PRESENCE.idFromName("ada")}`)).toEqual([404, "This is not the ID of a room.\n"]);
    expect(await ask("/rooms")).toEqual([404, "There is no such page.\n"]);
  });
});
