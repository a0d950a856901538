import { describe, expect, it } from "vitest";
import { sqlIdFromName } from "../../src/index.js";
import { SQL_DIALECTS } from "../../src/sql/options.js";
import { EU_FOO, FOO } from "../cli/support.js";
import { ARGUMENT, constantsOf, macOf, rooms, WITH_FUNCTIONS } from "./support.js";

describe("sqlIdFromName", () => {
  it("has the constants with which HMAC gives the ID of a name", () => {
    const constants = constantsOf(sqlIdFromName(rooms, { dialect: "postgres" }));
    expect(macOf(constants, Buffer.from("foo")).toString("hex")).toBe(FOO.slice(0, 32));
  });

  it("puts the code of the jurisdiction at the end of the base", () => {
    const sql = sqlIdFromName(rooms.jurisdiction("eu"), { dialect: "mysql" });
    expect(macOf(constantsOf(sql), Buffer.from("foo")).toString("hex", 0, 15)).toBe(EU_FOO.slice(0, 30));
    expect(sql).toContain("x'01'");
  });

  it.each(SQL_DIALECTS)("accepts a column, a query and parameters in %s", (dialect) => {
    const parameters: string[] = [];
    const sql = sqlIdFromName(rooms, { dialect, as: "query", table: "t", column: "room", parameters });
    expect(sql).toMatch(
      /^SELECT \*, CASE WHEN \W?room\W? IS NOT NULL [^;]* AS \W?durable_id_from_name\W?\nFROM \W?t\W?;$/,
    );
    // The base is in it twice: as such, and in its tag.
    expect(parameters).toHaveLength(6);
    expect(sql).not.toMatch(/[0-9a-f]{64}/);
  });

  it.each(WITH_FUNCTIONS)("writes a function in %s", (dialect) => {
    expect(sqlIdFromName(rooms, { dialect, as: "function", name: "app.f" })).toMatch(/^CREATE \w+ \W?app\W{1,3}f\W?/);
  });

  it("refuses anything but a namespace", () => {
    expect(() => sqlIdFromName({} as unknown as typeof rooms, { dialect: "postgres" })).toThrow(ARGUMENT);
  });
});
