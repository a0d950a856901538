import { existsSync } from "node:fs";
import { posix } from "node:path";
import { manifestAt } from "../../support/packed/npm.js";
import { type Code, placeOf } from "./page.js";

/** `npm run x`, `npm run --silent x`, and `npm test`, which is a script too. */
const SCRIPT = /\bnpm (?:run (?:--silent )?|(?=test\b))([\w:.-]+)/g;

/** The scripts that commands call and that are neither in our package.json nor in the page's own folder, a line each. */
export function unknownScripts(codes: readonly Code[]): string[] {
  return codes.flatMap((code) => {
    const own = posix.join(posix.dirname(code.page), "package.json");
    const known = ["package.json", ...(existsSync(own) ? [own] : [])].flatMap((file) =>
      Object.keys(manifestAt(file).scripts ?? {}),
    );
    return [...code.code.matchAll(SCRIPT)]
      .filter(([, name]) => !known.includes(name))
      .map(([, name]) => `${placeOf(code)}: package.json has no script ${name}`);
  });
}
