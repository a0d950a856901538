// Writes dist/durable-id.1: node scripts/run.mjs scripts/man/write.ts
import { readFileSync, writeFileSync } from "node:fs";
import { createProgram } from "../../src/cli/program.js";
import { manPage } from "./page.js";

const nowhere = { isTTY: false, write: async () => undefined };
const program = createProgram({
  stdin: (async function* () {})(),
  stdout: nowhere,
  stderr: nowhere,
  env: {},
  now: () => 0,
});
const { version } = JSON.parse(readFileSync("package.json", "utf8"));
writeFileSync("dist/durable-id.1", manPage(program, version));
