import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withWorkerd } from "../../support/workerd/runtime.js";
import type { Marker } from "./marker.js";
import { type Block, placeOf } from "./page.js";
import { asJavaScript, nameOf, onItsLines, refuseUndeclared } from "./script.js";

/**
 * Bundles a block in a project, runs it in a real workerd, and sends one request to it.
 * @returns the body of the answer
 * @throws Error, with the place on the page, if the answer is a server error
 */
export async function runWorker(
  project: string,
  block: Block,
  marker: Extract<Marker, { readonly kind: "worker" }>,
): Promise<string> {
  const code = onItsLines(block, asJavaScript(block, marker));
  refuseUndeclared(code, marker.needs);
  const entry = join(mkdtempSync(join(project, "run-")), `${nameOf(block)}.mjs`);
  writeFileSync(entry, code);
  return withWorkerd({ entry }, async ({ url }) => {
    const response = await fetch(new URL(marker.get, url));
    const body = await response.text();
    if (response.status >= 500) throw new Error(`${placeOf(block)}: answered with ${response.status}: ${body}`);
    return body;
  });
}
