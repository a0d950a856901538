import { existsSync } from "node:fs";
import { posix } from "node:path";
import { type Link, type Page, placeOf, readPage } from "./page.js";

/** Links that leave the repository: not looked at, since tests have no network. */
const ELSEWHERE = /^(https?|mailto):/;

/** The broken links of a page, a line each: a missing file or a missing heading. */
export function brokenLinks(page: Page): string[] {
  return page.links.flatMap((link) => {
    const fault = ELSEWHERE.test(link.url) ? undefined : faultOf(page, link);
    return fault === undefined ? [] : [`${placeOf(link)}: ${link.url}: ${fault}`];
  });
}

function faultOf(page: Page, { url }: Link): string | undefined {
  const [path, anchor] = url.split("#", 2);
  const file = path === "" ? page.path : posix.join(posix.dirname(page.path), decodeURI(path));
  if (file.startsWith("..")) return "leads out of the repository";
  if (path !== "" && !existsSync(file)) return "there is no such file";
  if (anchor === undefined || !file.endsWith(".md")) return undefined;
  const anchors = path === "" ? page.anchors : readPage(file).anchors;
  return anchors.has(anchor) ? undefined : "there is no such heading";
}
