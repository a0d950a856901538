import { describe, expect, it } from "vitest";
import worker from "../src/index";
import { startChat } from "./chat";

/** Sends a request to the Worker, as the runtime would. */
async function ask(env: ReturnType<typeof startChat>, path: string, init?: RequestInit): Promise<[number, unknown]> {
  const response = await worker.fetch(new Request(`https://chat.example${path}`, init), env);
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  return [response.status, isJson ? await response.json() : await response.text()];
}

const saying = (text: string) => ({ method: "POST", body: JSON.stringify({ from: "ada", text }) });

describe("the Worker", () => {
  it("passes requests to the room that the path names", async () => {
    const env = startChat();
    expect(await ask(env, "/rooms/lobby", saying("hello"))).toEqual([201, { count: 1 }]);
    const shown = { room: "lobby", messages: [{ from: "ada", text: "hello" }] };
    expect(await ask(env, "/rooms/lobby")).toEqual([200, shown]);
    expect(await ask(env, "/rooms/eu/lobby")).toEqual([200, { room: "lobby", messages: [] }]);
  });

  it("finds a room by its ID, and answers 404 for anything that is none", async () => {
    const env = startChat();
    await ask(env, "/rooms/lobby", saying("hello"));
    const [status, body] = await ask(env, `/objects/${env.ROOMS.idFromName("lobby")}`);
    expect([status, body]).toEqual([200, expect.objectContaining({ messages: [{ from: "ada", text: "hello" }] })]);
    expect(await ask(env, "/objects/lobby")).toEqual([404, "That is no room's ID.\n"]);
    expect(await ask(env, `/objects/${env.PRESENCE.idFromName("ada")}`)).toEqual([404, "That is no room's ID.\n"]);
    expect(await ask(env, "/rooms")).toEqual([404, "There is no such page.\n"]);
  });
});
