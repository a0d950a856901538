import type { ObjectProbe } from "../probe.js";
import { callProbes } from "./calls.js";
import { lifeProbes } from "./lives.js";
import { stubProbes } from "./stubs.js";

/** All probes of objects, in an order that both sides share. */
export const OBJECT_PROBES: readonly ObjectProbe[] = [...stubProbes, ...callProbes, ...lifeProbes];
