import { readFileSync } from "node:fs";
import { paragraphsOf } from "./docstring.js";
import { markdownTable } from "./table.js";

/** A docstring with the code that it describes. */
const DOCUMENTED_CODE = /(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)\s+\w+: "(ERR_DO_\w+)"/g;

/** The table of all error codes: class, cause and remedy, from the docstrings of `ErrorCode`. */
export function errorCodesTable(): string {
  const source = readFileSync("src/format/errors.ts", "utf8");
  const rows = Array.from(source.matchAll(DOCUMENTED_CODE), ([, docstring, code]) => {
    const [description, remedy] = paragraphsOf(docstring);
    const [, errorClass, cause] = /^(`\w*Error`(?: or `\w*Error`)?): (.*)$/.exec(description) ?? [];
    if (cause === undefined || !remedy?.startsWith("Remedy: ")) {
      throw new Error(`The docstring of ${code} must say its class, its cause and a remedy.`);
    }
    return [`\`${code}\``, errorClass, cause, remedy.replace("Remedy: ", "")];
  });
  return markdownTable(["code", "class", "cause", "remedy"], rows);
}
