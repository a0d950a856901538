import { MemoryDirectory } from "../../src/directory.js";
import { describeRecording } from "./contract.js";

describeRecording("MemoryDirectory", async () => new MemoryDirectory());
