import { celldUniqueKey } from "../format/celld.js";
import { quote } from "../text/printable.js";
import { CliError } from "./errors.js";

/** The unique key for `--celld SCRIPT/CLASS`. Class names can't contain a slash, so the last slash is the separator. */
export function parseCelldClass(value: string): string {
  const slash = value.lastIndexOf("/");
  try {
    if (slash > 0) return celldUniqueKey(value.slice(0, slash), value.slice(slash + 1));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new CliError(`--celld must be SCRIPT/CLASS, such as my-worker/ChatRoom, got ${quote(value)}`);
}
