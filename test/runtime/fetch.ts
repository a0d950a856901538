import { binaryOf, RUNTIME_NAMES } from "../../support/runtimes/binaries.js";
import { wranglerScript } from "./bundlers/wrangler.js";

/**
 * Fetches every runtime, and wrangler, before there is any test: on a machine that has none of them yet this is most of
 * a gigabyte, which is to come out of no test's time, and not to be fetched by two of them at once.
 */
export default function setup(): void {
  for (const name of RUNTIME_NAMES) binaryOf(name);
  wranglerScript();
}
