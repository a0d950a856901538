/** Writes `examples/sessions.csv`: `npm run example:sessions`, from the package's root. */
import { writeFile } from "node:fs/promises";
import { WORKERD_VERSION } from "../support/workerd/runtime.js";
import { mintSessionsCsv } from "./mint-sessions.js";

const FILE = "examples/sessions.csv";

const csv = await mintSessionsCsv();
await writeFile(FILE, csv);
console.log(`${FILE}: ${Buffer.byteLength(csv)} bytes, IDs by workerd ${WORKERD_VERSION}`);
