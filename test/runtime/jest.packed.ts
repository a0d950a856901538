import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, it } from "vitest";
import { run } from "../../support/packed/npm.js";
import { folderOf } from "../../support/runtimes/fetched.js";

// docs/getting-started.md says how Jest takes a package in ESM: this is that, in the project that has the tarball.

const TEST = `
import { createValidator, DurableObjectNamespace, engineReport } from "durable-id";

test("IDs", () => {
  const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
  const id = rooms.idFromName("foo");
  expect(String(id)).toBe("37023debd1b63e0cd6d39deca1fb548dadb663141276d43e0d5055814e058bc5");
  expect(() => rooms.idFromString("foo")).toThrow(TypeError);
  expect(createValidator([rooms]).check([String(id)]).tally.valid).toBe(1);
  expect(engineReport().name).toBe("wasm");
});
`;

it("Jest runs tests in ESM with the library", () => {
  const installed = folderOf("jest", { label: "Jest", package: "jest", version: "30.5.2" });
  const project = inject("project");
  const folder = mkdtempSync(join(project, "jest-"));
  writeFileSync(join(folder, "package.json"), "{}\n");
  writeFileSync(join(folder, "ids.test.mjs"), TEST);
  const jest = join(installed, "node_modules/jest/bin/jest.js");
  const config = JSON.stringify({ testMatch: ["**/*.test.mjs"] });
  const args = [jest, "--rootDir", folder, "--config", config, "--ci"];
  const { status, stderr } = run(folder, process.execPath, args, { NODE_OPTIONS: "--experimental-vm-modules" });
  expect(stderr).toContain("Tests:       1 passed, 1 total");
  expect(status).toBe(0);
});
