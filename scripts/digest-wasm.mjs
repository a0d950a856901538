// Renews the digest of the module that a fresh build must have, after a change of assembly/ that is meant to be one.
// `npm run build:wasm` does not: a build that differs has to be seen.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";

const digest = createHash("sha256")
  .update(await readFile("build/durable-id.wasm"))
  .digest("hex");
await writeFile("assembly/durable-id.wasm.sha256", `${digest}  build/durable-id.wasm\n`);
