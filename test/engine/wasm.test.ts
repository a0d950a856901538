import { wasmModule } from "../../src/engine/module.js";
import { createWasmEngine } from "../../src/engine/wasm.js";
import { engineContract } from "./contract.js";

engineContract(createWasmEngine(wasmModule()));
