import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { host } from "../../../src/host/host.js";
import { startWorkerd } from "../../../support/workerd/runtime.js";
import type { AnyNamespace } from "../probe.js";
import { objectOutcomesOf } from "./probe.js";
import { OBJECT_PROBES } from "./probes/index.js";
import { type RoomBase, roomClass } from "./room.js";

const UNIQUE_KEY = "chat-ChatRoom";

/** What `DurableObject` of `cloudflare:workers` is to the class. */
class Base {}

describe("each probe of objects, in a host and in a real workerd", () => {
  let hosted: string[];
  let workerd: string[];
  let stop = async () => {};

  beforeAll(async () => {
    const env = host({ rooms: roomClass(Base as RoomBase) }, { uniqueKeys: { rooms: UNIQUE_KEY } });
    hosted = await objectOutcomesOf(OBJECT_PROBES, { rooms: env.rooms as unknown as AnyNamespace });
    const running = await startWorkerd({
      entry: "test/conformance/objects/worker.ts",
      namespaces: [{ binding: "rooms", uniqueKey: UNIQUE_KEY, sqlite: true }],
    });
    stop = running.stop;
    workerd = await running.ask("/");
  });

  afterAll(() => stop());

  it("is answered once by each, and has a name of its own", () => {
    expect([hosted.length, workerd.length]).toEqual([OBJECT_PROBES.length, OBJECT_PROBES.length]);
    expect(new Set(OBJECT_PROBES.map(({ name }) => name)).size).toBe(OBJECT_PROBES.length);
  });

  it.each(OBJECT_PROBES.map((probe, i) => ({ ...probe, i })))("$name", ({ is, i }) => {
    if (is === undefined) {
      expect(hosted[i]).toBe(workerd[i]);
      return;
    }
    const wanted = typeof is === "string" ? { library: is, workerd: is } : { library: is.library, workerd: is.workerd };
    if (typeof is !== "string") expect(is.library).not.toBe(is.workerd);
    expect({ library: hosted[i], workerd: workerd[i] }).toEqual(wanted);
  });
});
