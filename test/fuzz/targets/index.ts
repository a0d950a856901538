import type { Target } from "../target.js";
import { answers } from "./answers.js";
import { commandArguments } from "./arguments.js";
import { checkpoints } from "./checkpoints.js";
import { configurations } from "./configurations.js";
import { cursors } from "./cursors.js";
import { databases } from "./databases.js";
import { keyFiles } from "./key-files.js";
import { listing } from "./listing.js";
import { packedErrors } from "./packed-errors.js";
import { packedIds } from "./packed-ids.js";
import { parquet } from "./parquet.js";
import { stateFolders } from "./state-folders.js";
import { trials } from "./trials.js";

/** All that is fuzzed. */
export const TARGETS: readonly Target[] = [
  ...[...trials, packedIds, packedErrors, cursors, listing, answers],
  ...[checkpoints, databases, stateFolders, keyFiles, configurations, commandArguments, parquet],
];
