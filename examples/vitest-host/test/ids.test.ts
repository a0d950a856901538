import { ErrorCode } from "durable-id";
import { describe, expect, it } from "vitest";
import worker from "../src/index";
import { startChat } from "./chat";

describe("IDs", () => {
  it("equal those of wrangler dev for class ChatRoom of the Worker chat", () => {
    const { ROOMS } = startChat();
    expect(String(ROOMS.idFromName("lobby"))).toBe("6e4bb4018f234b3690508f6cd131484d2b81f53878ae256db93884ef63d8d75c");
  });

  it("are restored from their digits, for the same object", async () => {
    const { ROOMS } = startChat();
    const stored = String(ROOMS.newUniqueId());
    await ROOMS.get(ROOMS.idFromString(stored)).say({ from: "ada", text: "hello" });
    expect(await ROOMS.get(ROOMS.idFromString(stored)).history()).toHaveLength(1);
  });

  it("of one namespace are refused by the other", () => {
    const { ROOMS, PRESENCE } = startChat();
    const ada = String(PRESENCE.idFromName("ada"));
    expect(() => ROOMS.idFromString(ada)).toThrow(expect.objectContaining({ code: ErrorCode.foreign }));
    expect(() => ROOMS.idFromString("lobby")).toThrow(expect.objectContaining({ code: ErrorCode.malformed }));
  });
});

describe('jurisdiction("eu")', () => {
  it("has its own rooms, and its IDs have the jurisdiction", async () => {
    const { ROOMS } = startChat();
    const eu = ROOMS.jurisdiction("eu");
    await eu.getByName("lobby").say({ from: "ada", text: "bonjour" });
    expect(eu.idFromName("lobby").jurisdiction).toBe("eu");
    expect(await eu.getByName("lobby").history()).toEqual([{ from: "ada", text: "bonjour" }]);
    expect(await ROOMS.getByName("lobby").history()).toEqual([]);
  });

  it("is used for the Worker's path /rooms/eu", async () => {
    const env = startChat();
    await env.ROOMS.getByName("lobby").say({ from: "ada", text: "hello" });
    const response = await worker.fetch(new Request("https://chat.example/rooms/eu/lobby"), env);
    expect(await response.json()).toEqual({ room: "lobby", messages: [] });
  });

  it("refuses rooms without a jurisdiction", () => {
    const { ROOMS } = startChat();
    const eu = ROOMS.jurisdiction("eu");
    expect(() => eu.get(ROOMS.idFromName("lobby"))).toThrow(
      expect.objectContaining({ code: ErrorCode.wrongJurisdiction }),
    );
  });
});
