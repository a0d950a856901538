import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { CheckError } from "../../../errors.js";
import type { PackageUrls } from "./messages.js";

/**
 * Finds the packages that read Parquet files: the optional peers `hyparquet` and `hyparquet-compressors`. The thread that
 * loads them may run from a `data:` URL, which can't resolve package names.
 * @throws CheckError if one of them isn't installed
 */
export function locatePackages(): PackageUrls {
  const { resolve } = createRequire(import.meta.url);
  try {
    const [hyparquet, compressors] = ["hyparquet", "hyparquet-compressors"].map(
      (name) => pathToFileURL(resolve(name)).href,
    );
    return { hyparquet, compressors };
  } catch (error) {
    const reason = (error as Error).message.split("\n", 1)[0];
    throw new CheckError(
      `reading Parquet files requires the packages "hyparquet" and "hyparquet-compressors": npm install hyparquet hyparquet-compressors (${reason})`,
      { cause: error },
    );
  }
}
