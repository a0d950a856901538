import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { generatedPages } from "../../scripts/docs/generated.js";
import { ErrorCode } from "../../src/index.js";

const pages = generatedPages();

it.each([...pages])("%s equals the output of `npm run docs`", (path, page) => {
  expect(readFileSync(path, "utf8")).toBe(page);
});

it("every error code has a row", () => {
  const codes = Array.from(pages.get("docs/errors.md")?.matchAll(/^\| `(ERR_DO_\w+)` \|/gm) ?? [], ([, code]) => code);
  expect(codes).toEqual(Object.values(ErrorCode));
});
