import { createPureScanner } from "../../src/engine/scan/pure.js";
import { createScanner } from "../../src/engine/scan/select.js";
import { scannerContract } from "./contract.js";

scannerContract("pure", createPureScanner);
scannerContract("wasm", (format) => createScanner(format, "wasm"));
