import { isSystemError, systemReason } from "../../system/errors.js";
import { quote } from "../../text/printable.js";
import { CheckError } from "../errors.js";
import type { Duplicates } from "../summary.js";
import { readTables } from "./read-tables.js";

/** Returns the exact number of duplicates among the IDs in a file, 32 bytes each. */
export async function countDuplicates(path: string, stop: AbortSignal | undefined): Promise<Duplicates> {
  const sum = { distinct: 0, repeated: 0, surplus: 0 };
  try {
    await readTables(
      path,
      ({ distinct, repeated, surplus }) => {
        sum.distinct += distinct;
        sum.repeated += repeated;
        sum.surplus += surplus;
      },
      stop,
    );
    return sum;
  } catch (error) {
    throw isSystemError(error)
      ? new CheckError(`can't count duplicates in ${quote(path)}: ${systemReason(error)}`)
      : error;
  }
}
