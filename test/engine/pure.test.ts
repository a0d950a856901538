import { pureEngine } from "../../src/engine/pure.js";
import { engineContract } from "./contract.js";

engineContract(pureEngine);
