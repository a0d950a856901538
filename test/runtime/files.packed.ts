import { cpSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, it } from "vitest";
import { type Ended, run } from "../../support/packed/npm.js";
import { binaryOf } from "../../support/runtimes/binaries.js";
import { Projects } from "../docs/projects.js";
import { deno } from "./deno/deno.js";

const LOBBY = "abd6504224beda813dc7b33bd0ed22c8653483ff2ae1b8abfa39d825b84c19b9";
const PROGRAM = "files.mjs";
const project = new Projects(inject("project")).with(["libsql"]);
cpSync(join("test/runtime/programs", PROGRAM), join(project, PROGRAM));

const RUNTIMES: Readonly<Record<string, (home: string) => Ended>> = {
  Node: (home) => run(project, process.execPath, [PROGRAM, home]),
  Bun: (home) => run(project, binaryOf("bun"), [PROGRAM, home]),
  Deno: (home) => deno(project, "run", "--allow-all", "--no-prompt", "--cached-only", "--no-lock", PROGRAM, home),
};

it.each(Object.keys(RUNTIMES))("durable-id/local and durable-id/directory work in %s, with libsql", (name) => {
  const { status, stdout, stderr } = RUNTIMES[name](mkdtempSync(join(project, "home-")));
  expect([status, stderr]).toEqual([0, ""]);
  expect(JSON.parse(stdout)).toEqual({
    listed: [{ id: LOBBY, hasStoredData: true }],
    scanned: [{ id: LOBBY, isValid: true }],
  });
});
