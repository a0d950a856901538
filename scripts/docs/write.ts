// Writes the generated pages of docs/: node scripts/run.mjs scripts/docs/write.ts
import { writeFileSync } from "node:fs";
import { generatedPages } from "./generated.js";

for (const [path, page] of generatedPages()) writeFileSync(path, page);
