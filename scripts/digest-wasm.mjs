// Renews the digests of the modules that a fresh build must have, after a change of assembly/ that is meant to be one.
// `npm run build:wasm` does not: a build that differs has to be seen.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";

for (const name of ["durable-id.wasm", "durable-id-scanner.wasm"]) {
  const digest = createHash("sha256")
    .update(await readFile(`build/${name}`))
    .digest("hex");
  await writeFile(`assembly/${name}.sha256`, `${digest}  build/${name}\n`);
}
