import { memoryStorage } from "durable-id/host";
import { describe, expect, it, vi } from "vitest";
import { startChat } from "./chat";

const hello = { from: "ada", text: "hello" };

describe("a restart", () => {
  it("continues at the stored number, which blockConcurrencyWhile reads before the first call", async () => {
    const storage = memoryStorage();
    await startChat(storage).ROOMS.getByName("lobby").say(hello);
    const lobby = startChat(storage).ROOMS.getByName("lobby");
    expect(await lobby.say(hello)).toBe(2);
    expect(await lobby.history()).toHaveLength(2);
  });

  it("that fails is reported to the caller, and repeated for the next stub", async () => {
    const storage = memoryStorage();
    const { ROOMS } = startChat(storage);
    vi.spyOn(storage(ROOMS.idFromName("lobby")), "get").mockRejectedValueOnce(new Error("the disk is on fire"));
    await expect(ROOMS.getByName("lobby").history()).rejects.toThrow("the disk is on fire");
    expect(await ROOMS.getByName("lobby").history()).toEqual([]);
  });
});
