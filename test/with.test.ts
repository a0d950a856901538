import { describe, expect, it, vi } from "vitest";
import { NamespaceKeys } from "../src/format/key.js";
import { createValidator, DurableObjectNamespace, ErrorCode } from "../src/index.js";

const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });

describe("with", () => {
  it("returns a new namespace with connect, and doesn't change the old one", () => {
    const connected = rooms.with({ connect: (id, options) => ({ id, options }) });
    const id = rooms.idFromName("lobby");
    expect(connected.get(id, { locationHint: "weur" })).toEqual({ id, options: { locationHint: "weur" } });
    expect(connected.getByName("lobby").id.name).toBe("lobby");
    expect(() => rooms.get(id)).toThrow(expect.objectContaining({ code: ErrorCode.noConnect }));
    expect(connected).toBeInstanceOf(DurableObjectNamespace);
    expect(rooms.with({})).not.toBe(rooms);
  });

  it("keeps the other options", () => {
    const randomBytes = (length: number) => new Uint8Array(length).fill(7);
    const connected = rooms.with({ connect: () => "stub", randomBytes });
    const again = connected.with({ connect: undefined, randomBytes: undefined });
    expect(again.getByName("a")).toBe("stub");
    expect(String(again.newUniqueId())).toBe(String(connected.newUniqueId()));
    expect(connected.with({ connect: () => "another" }).getByName("a")).toBe("another");
  });

  it("makes an equal namespace: both accept the same IDs, and a subnamespace stays one", () => {
    const eu = rooms.jurisdiction("eu").with({ connect: (id) => id });
    expect(eu.idFromName("lobby").jurisdiction).toBe("eu");
    expect(eu.getByName("lobby").equals(rooms.jurisdiction("eu").idFromName("lobby"))).toBe(true);
    expect(() => eu.get(rooms.idFromName("lobby"))).toThrow(
      expect.objectContaining({ code: ErrorCode.wrongJurisdiction }),
    );
    expect(() => eu.jurisdiction("us")).toThrow(expect.objectContaining({ code: ErrorCode.nestedJurisdiction }));
    expect(createValidator([eu]).check([String(eu.newUniqueId())]).tally.valid).toBe(1);
  });

  it("derives no key again, and checks no ID that the namespace made", () => {
    const root = vi.spyOn(NamespaceKeys.prototype, "root");
    const ofCode = vi.spyOn(NamespaceKeys.prototype, "ofCode");
    const eu = rooms.jurisdiction("eu");
    eu.idFromName("lobby");
    ofCode.mockClear();
    const connected = eu.with({ connect: (id) => id });
    expect(connected.get(eu.idFromName("lobby")).jurisdiction).toBe("eu");
    expect(root.mock.calls.length + ofCode.mock.calls.length).toBe(0);
  });

  it.each([undefined, null, 5, "connect", { connect: 5 }, { randomBytes: "x" }])("refuses %j", (changes) => {
    expect(() => rooms.with(changes as never)).toThrow(
      expect.objectContaining({
        code: ErrorCode.argument,
        message: expect.stringMatching("with.*DurableObjectNamespace.*1.*NamespaceChanges|must be a function"),
      }),
    );
  });
});
