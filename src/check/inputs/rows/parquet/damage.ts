import { quote } from "../../../../text/printable.js";

/** The message of a Parquet file that can't be read. */
export function damageOf(path: string, reason: string): string {
  return `${quote(path)} can't be read as a Parquet file: ${reason}`;
}
