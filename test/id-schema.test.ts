import { describe, expect, it } from "vitest";
import { DurableObjectNamespace, ErrorCode, idSchema } from "../src/index.js";

const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
const carts = new DurableObjectNamespace({ uniqueKey: "my-worker-Cart" });
const { validate } = idSchema(rooms)["~standard"];

describe("idSchema", () => {
  it("is version 1 of Standard Schema", () => {
    expect(idSchema(rooms)).toEqual({
      "~standard": { version: 1, vendor: "durable-id", validate: expect.any(Function) },
    });
  });

  it("returns IDs synchronously", () => {
    const id = rooms.idFromName("lobby");
    expect(validate(id)).toEqual({ value: id });
    expect(validate(id)).toHaveProperty("value", id);
    const fromText = validate(String(id).toUpperCase());
    expect(fromText.issues).toBeUndefined();
    expect(fromText).toHaveProperty("value");
    if (!fromText.issues) expect(String(fromText.value)).toBe(String(id));
  });

  it.each([undefined, null, 5, "", "lobby", String(carts.idFromName("ada")), carts.idFromName("ada"), {}])(
    "has the result of parseId as its issue: %s",
    (value) => {
      const refusal = rooms.parseId(value);
      expect(refusal.ok).toBe(false);
      expect(validate(value)).toEqual({ issues: [refusal] });
      expect(validate(value).issues?.[0].message.length).toBeGreaterThan(10);
    },
  );

  it("of a subnamespace refuses IDs of other jurisdictions", () => {
    const schema = idSchema(rooms.jurisdiction("eu"))["~standard"];
    expect(schema.validate(rooms.idFromName("lobby")).issues?.[0].code).toBe(ErrorCode.wrongJurisdiction);
    expect(schema.validate(rooms.newUniqueId({ jurisdiction: "eu" })).issues).toBeUndefined();
  });

  it("refuses what is not a namespace when the schema is made", () => {
    for (const value of [undefined, null, {}, rooms.idFromName("lobby")]) {
      expect(() => idSchema(value as never)).toThrow(
        expect.objectContaining({
          code: ErrorCode.argument,
          message: expect.stringMatching("idSchema.*durable-id.*1.*DurableObjectNamespace"),
        }),
      );
    }
  });
});
