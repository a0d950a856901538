import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { scratch } from "../cli/support.js";
import { isBuildStale } from "./fresh-build.js";

/** A checkout whose sources are older than its build. */
function checkout() {
  const { path: root } = scratch();
  const put = (name: string, seconds: number): void => {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "");
    utimesSync(path, seconds, seconds);
  };
  for (const name of ["src/cli/run.ts", "src/cli/usage.ts", "assembly/index.ts", "package.json"]) put(name, 1000);
  for (const folder of ["src/cli", "src", "assembly"]) utimesSync(join(root, folder), 1000, 1000);
  put("dist/durable-id.1", 2000);
  return { root, put };
}

test("a build that is newer than every source is fresh", () => {
  expect(isBuildStale(checkout().root)).toBe(false);
});

test.each(["src/cli/run.ts", "assembly/index.ts", "package.json"])("a change of %s makes it stale", (name) => {
  const { root, put } = checkout();
  put(name, 3000);
  expect(isBuildStale(root)).toBe(true);
});

test("an added or removed source makes it stale", () => {
  const [added, removed] = [checkout(), checkout()];
  added.put("src/new.ts", 1000);
  rmSync(join(removed.root, "src/cli/usage.ts"));
  expect([isBuildStale(added.root), isBuildStale(removed.root)]).toEqual([true, true]);
});

test("an incomplete build is stale", () => {
  const { root } = checkout();
  rmSync(join(root, "dist/durable-id.1"));
  expect(isBuildStale(root)).toBe(true);
});
