// Updates the expected digests of the WASM modules after an intended change of assembly/.
// `npm run build:wasm` doesn't, so that an unintended change is detected.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";

for (const name of ["durable-id.wasm", "durable-id-scanner.wasm"]) {
  const digest = createHash("sha256")
    .update(await readFile(`build/${name}`))
    .digest("hex");
  await writeFile(`assembly/${name}.sha256`, `${digest}  build/${name}\n`);
}
