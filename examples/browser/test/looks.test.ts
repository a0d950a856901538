import { mkdirSync } from "node:fs";
import axe, { type AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium, startSite } from "./site";

/** The folder for screenshots of the page. */
const SHOTS = "dist/screenshots";

describe.each(["light", "dark"] as const)("%s", (colorScheme) => {
  let site: Awaited<ReturnType<typeof startSite>>;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    site = await startSite();
    browser = await launchChromium();
    page = await browser.newPage({ colorScheme });
    await page.goto(site.url);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.server.close();
  });

  /** Faults that axe finds in the page's current state. */
  const faults = async () => {
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<AxeResults>("axe.run()");
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  };

  it.each([1280, 400])("is accessible, readable, and fits into %i px", async (width) => {
    await page.setViewportSize({ width, height: 900 });
    await page.reload();
    expect(await faults()).toEqual([]);
    await page.screenshot({ path: `${SHOTS}/${colorScheme}-${width}-empty.png`, fullPage: true });
    await page.getByLabel("Jurisdiction").selectOption("eu");
    await page.getByRole("button", { name: "Fill in an example" }).click();
    await page.getByText("10 lines checked in").waitFor();
    expect(await faults()).toEqual([]);
    await page.screenshot({ path: `${SHOTS}/${colorScheme}-${width}.png`, fullPage: true });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
  });
});
