import { describe, expect, it } from "vitest";
import { ErrorCode } from "../../src/index.js";
import { readPage } from "./page.js";

describe("docs/errors.md", () => {
  it("causes every code in a block that runs", () => {
    const code = readPage("docs/errors.md")
      .blocks.filter(({ language }) => language === "js" || language === "ts")
      .map((block) => block.code)
      .join("\n");
    const told = Object.values(ErrorCode).filter((each) => code.includes(`→ "${each}"`));
    expect(told).toEqual(Object.values(ErrorCode));
  });
});
