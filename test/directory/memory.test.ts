import { MemoryDirectory } from "../../src/directory/index.js";
import { describeRecording } from "./contract.js";

describeRecording("MemoryDirectory", async () => new MemoryDirectory());
