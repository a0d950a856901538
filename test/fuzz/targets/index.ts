import type { Target } from "../target.js";
import { checkpoints } from "./checkpoints.js";
import { cursors } from "./cursors.js";
import { databases } from "./databases.js";
import { listing } from "./listing.js";
import { packedErrors } from "./packed-errors.js";
import { packedIds } from "./packed-ids.js";
import { trials } from "./trials.js";

/** All that is fuzzed. */
export const TARGETS: readonly Target[] = [
  ...trials,
  packedIds,
  packedErrors,
  cursors,
  listing,
  checkpoints,
  databases,
];
