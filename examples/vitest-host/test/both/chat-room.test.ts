// The same file under plain Vitest, with durable-id/host, and in Cloudflare's runtime, with @cloudflare/vitest-plugin.
import { evictDurableObject, listDurableObjectIds, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { ChatRoom } from "../../src/index";

const { ROOMS, PRESENCE } = env;
const hello = { from: "ada", text: "hello" };

/** The error of a rejected call. In the real runtime `expect(call).rejects` leaves a second rejection unhandled. */
async function errorOf(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    return error;
  }
}

describe("a room", () => {
  it("is the same object for the same name, and a different one for another name", async () => {
    expect(await ROOMS.getByName("lobby").say(hello)).toBe(1);
    expect(await ROOMS.getByName("lobby").say({ from: "bob", text: "hi" })).toBe(2);
    expect(await ROOMS.getByName("garden").say(hello)).toBe(1);
    expect(await ROOMS.getByName("lobby").history()).toEqual([hello, { from: "bob", text: "hi" }]);
  });

  it("reports the author and the room, by ctx.id.name, to the other namespace", async () => {
    await ROOMS.getByName("kitchen").say({ from: "eve", text: "hello" });
    await ROOMS.getByName("cellar").say({ from: "eve", text: "hello" });
    expect(await PRESENCE.getByName("eve").rooms()).toEqual(["cellar", "kitchen"]);
    expect(await PRESENCE.getByName("nobody").rooms()).toEqual([]);
  });

  it("throws errors to its caller", async () => {
    const room = ROOMS.getByName("quiet");
    const error = await errorOf(() => room.say({ from: "ada", text: "" }));
    expect(error).toBeInstanceOf(RangeError);
    expect(error).toMatchObject({ message: "A message needs a text.", remote: true });
    expect(await errorOf(() => room.say({ from: "ada", text: "x".repeat(21) }))).toBeInstanceOf(RangeError);
    expect(await room.history()).toEqual([]);
  });

  it("is constructed again after an eviction, with its stored data", async () => {
    const room = ROOMS.getByName("sleepy");
    await room.say(hello);
    const before = await runInDurableObject(room, (instance: ChatRoom) => instance);
    await evictDurableObject(room);
    expect(await room.say(hello)).toBe(2);
    const after = await runInDurableObject(room, (instance: ChatRoom) => instance);
    expect(after).toBeInstanceOf(ChatRoom);
    expect(after === before).toBe(false);
  });

  it("is emptied by its alarm, a day after the last message", async () => {
    const room = ROOMS.getByName("old");
    expect(await runDurableObjectAlarm(room)).toBe(false);
    await room.say(hello);
    const due = await runInDurableObject(room, (_, ctx) => ctx.storage.getAlarm());
    expect(due).toBeGreaterThan(Date.now() + 80_000_000);
    expect(await runDurableObjectAlarm(room)).toBe(true);
    expect(await room.history()).toEqual([]);
    expect(await room.say(hello)).toBe(1);
  });
});

describe("concurrent calls", () => {
  it("are all counted, although the count is read and written with await", async () => {
    const user = PRESENCE.getByName("busy");
    const counts = await Promise.all(Array.from({ length: 20 }, () => user.enter("lobby")));
    expect(counts).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  it("can't send an ID", async () => {
    const user = PRESENCE.getByName("sender") as unknown as { enter(room: unknown): Promise<unknown> };
    expect(await errorOf(() => user.enter(ROOMS.idFromName("lobby")))).toMatchObject({ name: "DataCloneError" });
  });
});

describe("a namespace", () => {
  it("lists the objects that were created", async () => {
    await PRESENCE.getByName("listed").enter("lobby");
    const ids = (await listDurableObjectIds(PRESENCE)).map(String);
    expect(ids).toContain(String(PRESENCE.idFromName("listed")));
    expect(ids).not.toContain(String(PRESENCE.idFromName("never")));
  });
});
