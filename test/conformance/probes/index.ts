import type { Probe } from "../probe.js";
import { getProbes } from "./get.js";
import { idProbes, misuseProbes, namespaceProbes } from "./ids.js";
import { nameProbes } from "./names.js";
import { stringProbes } from "./strings.js";
import { uniqueProbes } from "./unique.js";

/** All probes, in an order that both sides share. */
export const PROBES: readonly Probe[] = [
  ...nameProbes,
  ...stringProbes,
  ...uniqueProbes,
  ...getProbes,
  ...idProbes,
  ...namespaceProbes,
  ...misuseProbes,
];
