import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ReportData } from "../../src/check/summary.js";
import { launchChromium } from "../../support/chromium.js";
import {
  exampleData,
  foreignOnly,
  hostileData,
  manyNamespaces,
  nothing,
  pageOf,
  reportData,
} from "../report-html/data.js";
import { clipped, emptyDrawings, faintTexts, hiddenRows, overflow, unseenShapes } from "./page-checks.js";

const SAMPLES: readonly [name: string, data: () => ReportData | Promise<ReportData>][] = [
  ["the example", () => exampleData("--unique-key", "chat-Presence")],
  ["the example, of one jurisdiction", () => exampleData("--jurisdiction", "eu")],
  ["all valid", () => reportData({ duplicates: { distinct: 990, repeated: 10, surplus: 10 } })],
  ["nothing", () => nothing],
  ["two hundred namespaces", () => manyNamespaces(200)],
  ["nothing valid", () => foreignOnly],
  ["hostile texts", hostileData],
];

/** The folder for screenshots of the pages, from SCREENSHOTS, if it is set. */
const SCREENSHOTS = process.env.SCREENSHOTS;

let browser: Browser;
let folder: string;

beforeAll(async () => {
  browser = await launchChromium();
  folder = mkdtempSync(join(tmpdir(), "durable-id-report-"));
});
afterAll(async () => {
  await browser?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true });
});

/** The page of a report, opened from its file, with all errors and requests. */
async function open(
  data: ReportData,
  width: number,
  colorScheme: "light" | "dark",
): Promise<{ page: Page; noise: string[] }> {
  const file = join(folder, "report.html");
  writeFileSync(file, pageOf(data));
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  const noise: string[] = [];
  page.on("console", (message) => noise.push(message.text()));
  page.on("pageerror", (error) => noise.push(String(error)));
  page.on("dialog", (dialog) => noise.push(dialog.message()));
  const url = pathToFileURL(file).href;
  page.on("request", (request) => {
    if (request.url() !== url && !request.url().startsWith("data:")) noise.push(request.url());
  });
  await page.goto(url, { waitUntil: "networkidle" });
  return { page, noise };
}

describe.each(SAMPLES)("%s", (name, make) => {
  describe.each([1280, 400, 320])("at %i pixels", (width) => {
    test.each(["light", "dark"] as const)("in %s", async (scheme) => {
      const { page, noise } = await open(await make(), width, scheme);
      if (SCREENSHOTS !== undefined) {
        const path = join(SCREENSHOTS, `${name.replace(/\W+/g, "-")}-${width}-${scheme}.png`);
        await page.screenshot({ path, fullPage: true });
      }
      // Tables are part of it.
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      expect(await page.title()).toMatch(/^IDs in .* · durable-id$/);
      expect(await page.locator("h1").count()).toBe(1);
      expect(await emptyDrawings(page)).toEqual([]);
      expect(await unseenShapes(page)).toEqual([]);
      expect(await overflow(page)).toEqual({ pixels: 0, elements: [] });
      expect(await clipped(page)).toEqual([]);
      expect(await faintTexts(page)).toEqual([]);
      expect(noise).toEqual([]);
      await page.close();
    });
  });
});

describe("the checks themselves", () => {
  test("find faults", async () => {
    const page = await browser.newPage({ viewport: { width: 400, height: 400 } });
    await page.setContent(`<body style="background: white"><p style="color: #aaa">faint</p><p>fine</p>
      <svg class="flat" width="0" height="9"><rect width="0" height="5"/></svg><pre style="width: 500px">wide</pre>
      <div style="width: 20px; overflow: hidden; background: black; color: white">toolongforit</div>
      <svg class="tight" width="90" height="20"><g><rect fill="black" width="9" height="9"/><text fill="white" y="9">wide</text></g></svg>
      <details><table><tr><td>folded</td></tr></table></details>`);
    expect(await faintTexts(page)).toEqual([{ text: "faint", contrast: expect.closeTo(2.32, 1) }]);
    expect(await clipped(page)).toEqual([expect.stringMatching(/^<div/), expect.stringMatching(/^<text/)]);
    expect(await hiddenRows(page)).toEqual(["folded"]);
    expect(await emptyDrawings(page)).toEqual(["flat null"]);
    expect(await unseenShapes(page)).toEqual([`<rect width="0" height="5"></rect>`]);
    expect((await overflow(page)).pixels).toBeGreaterThan(90);
    expect((await overflow(page)).elements).toEqual([expect.stringMatching(/^<pre/)]);
    await page.close();
  });

  test("detect a page that fetches or runs something, which its policy prevents", async () => {
    const page = await browser.newPage();
    const noise: string[] = [];
    page.on("console", (message) => noise.push(message.text()));
    const attack = `<script>document.title = "owned"</script><img src="https://example.invalid/x.png">`;
    const file = join(folder, "attacked.html");
    writeFileSync(file, pageOf(reportData()).replace("</main>", `${attack}</main>`));
    await page.goto(pathToFileURL(file).href, { waitUntil: "networkidle" });
    expect(noise.filter((line) => line.includes("Content Security Policy"))).toHaveLength(2);
    expect(await page.title()).not.toBe("owned");
    await page.close();
  });
});

describe.each(SAMPLES)("on paper: %s", (name, make) => {
  test("it is light, complete, and has all tables", async () => {
    const { page } = await open(await make(), 1280, "dark");
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe("rgb(22, 32, 43)");
    // A4 without its margins.
    await page.setViewportSize({ width: 688, height: 990 });
    expect(await overflow(page)).toEqual({ pixels: 0, elements: [] });
    expect(await clipped(page)).toEqual([]);
    expect(await page.locator("details").count()).toBeGreaterThan(1);
    expect(await hiddenRows(page)).toEqual([]);
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    if (SCREENSHOTS !== undefined) writeFileSync(join(SCREENSHOTS, `${name.replace(/\W+/g, "-")}.pdf`), pdf);
    await page.close();
  });
});

test("nothing is green if nothing is valid", async () => {
  const { page } = await open(foreignOnly, 1280, "light");
  const greens = await page.evaluate(() => {
    const colours = [...document.querySelectorAll("*")].flatMap((element) => {
      const { color, backgroundColor, fill, stroke } = getComputedStyle(element);
      return [color, backgroundColor, fill, stroke];
    });
    return [...new Set(colours)].filter((colour) => {
      const [red, green, blue, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
      return alpha > 0 && green > red + 40 && green > blue - 10;
    });
  });
  expect(greens).toEqual([]);
  await page.close();
});
