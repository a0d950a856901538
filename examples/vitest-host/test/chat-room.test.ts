import { describe, expect, it } from "vitest";
import { startChat } from "./chat";
import { MemoryStorages } from "./memory-storage";

describe("a room", () => {
  it("is the same object for the same name, and another for another", async () => {
    const { ROOMS } = startChat();
    expect(await ROOMS.getByName("lobby").say({ from: "ada", text: "hello" })).toBe(1);
    expect(await ROOMS.getByName("lobby").say({ from: "bob", text: "hi" })).toBe(2);
    expect(await ROOMS.getByName("garden").say({ from: "ada", text: "anyone?" })).toBe(1);
    expect(await ROOMS.getByName("lobby").history()).toEqual([
      { from: "ada", text: "hello" },
      { from: "bob", text: "hi" },
    ]);
  });

  it("numbers messages that come at once, each with a number of its own", async () => {
    const lobby = startChat().ROOMS.getByName("lobby");
    const said = Array.from({ length: 20 }, (_, i) => lobby.say({ from: "ada", text: `${i}` }));
    expect(new Set(await Promise.all(said)).size).toBe(20);
    expect(await lobby.history(3)).toEqual(["17", "18", "19"].map((text) => ({ from: "ada", text })));
  });

  it("tells the other namespace who spoke, and where, by ctx.id.name", async () => {
    const { ROOMS, PRESENCE } = startChat();
    await ROOMS.getByName("lobby").say({ from: "ada", text: "hello" });
    await ROOMS.getByName("garden").say({ from: "ada", text: "hello" });
    expect(await PRESENCE.getByName("ada").rooms()).toEqual(["garden", "lobby"]);
    expect(await PRESENCE.getByName("bob").rooms()).toEqual([]);
  });

  it("throws what it throws at its caller", async () => {
    const lobby = startChat().ROOMS.getByName("lobby");
    await expect(lobby.say({ from: "ada", text: "" })).rejects.toThrow(new RangeError("A message needs a text."));
    await expect(lobby.say({ from: "ada", text: "x".repeat(21) })).rejects.toThrow("at most 20 characters");
    expect(await lobby.history()).toEqual([]);
  });
});

describe("a restart", () => {
  it("goes on where the stored number stopped: blockConcurrencyWhile reads it before the first call", async () => {
    const storages = new MemoryStorages();
    await startChat(storages).ROOMS.getByName("lobby").say({ from: "ada", text: "before" });
    const lobby = startChat(storages).ROOMS.getByName("lobby");
    expect(await lobby.say({ from: "ada", text: "after" })).toBe(2);
    expect(await lobby.history()).toHaveLength(2);
  });

  it("that fails is seen by the caller, and tried again at the next call", async () => {
    const storages = new MemoryStorages();
    const { ROOMS } = startChat(storages);
    const storage = storages.of(ROOMS.idFromName("lobby"));
    const get = storage.get;
    storage.get = () => Promise.reject(new Error("the disk is on fire"));
    await expect(ROOMS.getByName("lobby").history()).rejects.toThrow("the disk is on fire");
    storage.get = get;
    expect(await ROOMS.getByName("lobby").history()).toEqual([]);
  });
});
