import type { ObjectProbe } from "../probe.js";
import { alarmProbes } from "./alarms.js";
import { callProbes } from "./calls.js";
import { errorProbes } from "./errors.js";
import { fetchProbes } from "./fetches.js";
import { gateProbes } from "./gates.js";
import { lifeProbes } from "./lives.js";
import { sentProbes } from "./sent.js";
import { storedProbes } from "./stored.js";
import { stubProbes } from "./stubs.js";

/** All probes of objects, in an order that both sides share. */
export const OBJECT_PROBES: readonly ObjectProbe[] = [
  ...stubProbes,
  ...callProbes,
  ...sentProbes,
  ...fetchProbes,
  ...errorProbes,
  ...lifeProbes,
  ...gateProbes,
  ...storedProbes,
  ...alarmProbes,
];
