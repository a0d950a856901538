import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchChromium } from "../../support/chromium.js";
import { HOSTILE, ROOMS, rooms, SECRET_FORMS, startSite, TOKEN, vault } from "./serve-world.js";

/*
 * The page of `serve`, clicked through in a real Chromium. Pictures of it come to build/screenshots.
 */
const SHOTS = fileURLToPath(new URL("../../build/screenshots/", import.meta.url));
let site: Awaited<ReturnType<typeof startSite>>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** What must stay empty: whatever the page complains of, and whatever it asks another server for. */
let complaints: string[];
/** All that the server told the page. */
let received: Promise<string>[];

beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  site = await startSite();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  page = await context.newPage();
  complaints = [];
  received = [];
  page.on("console", (message) => {
    // Chromium itself notes every answer that is an error.
    if (!message.text().startsWith("Failed to load resource")) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(site.origin)) complaints.push(`asked for ${request.url()}`);
  });
  page.on("response", (response) => received.push(response.text()));
  await page.goto(site.origin);
});
afterEach(async () => {
  expect(complaints).toEqual([]);
  await context.close();
});

const signIn = async (token = TOKEN) => {
  await page.getByLabel("Token").fill(token);
  await page.getByRole("button", { name: "Open" }).click();
};
const shownIds = () => page.locator(".rows .id").allInnerTexts();
const answer = (of: Page) => of.locator("#id-answer").innerText();

describe("the door", () => {
  it("asks for the token, and shows nothing without it", async () => {
    await page.screenshot({ path: `${SHOTS}door.png` });
    expect(await page.locator("main").isVisible()).toBe(false);
    await signIn("wrong");
    await page.getByText("That token is not accepted.").waitFor();
    expect(await page.locator("main").isVisible()).toBe(false);
    await signIn(`  ${TOKEN} `);
    await page.locator(".rows").waitFor();
    expect(await page.locator("#message").innerText()).toBe("");
  });

  it("stays open for this tab, until one signs out", async () => {
    await signIn();
    await page.locator(".rows").waitFor();
    await page.reload();
    await page.locator(".rows").waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.reload();
    expect(await page.getByLabel("Token").isVisible()).toBe(true);
    expect(await page.evaluate("sessionStorage.length + localStorage.length")).toBe(0);
  });
});

describe("namespaces and objects", () => {
  it("are listed, page by page, forwards and back", async () => {
    await signIn();
    await page.getByRole("heading", { name: "4 namespaces" }).waitFor();
    const [first, second, third] = [0, 50, 100].map((from) => site.roomIds.slice(from, from + 50));
    await page.getByText("1–50", { exact: true }).waitFor();
    expect(await shownIds()).toEqual(first);
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByText("51–100", { exact: true }).waitFor();
    expect(await shownIds()).toEqual(second);
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByText("101–125, the last").waitFor();
    expect(await shownIds()).toEqual(third);
    expect(await page.getByRole("button", { name: "Next" }).isDisabled()).toBe(true);
    await page.getByRole("button", { name: "Back" }).click();
    await page.getByText("51–100", { exact: true }).waitFor();
    expect(await shownIds()).toEqual(second);
    expect(await page.locator(".stored.yes").count()).toBe(second.filter((_, i) => (i + 50) % 3 !== 0).length);
  });

  it("change with the namespace; one may be empty, and one has a name that is HTML", async () => {
    await signIn();
    await page.getByRole("button", { name: "Presence" }).click();
    await page.getByText("No objects here yet.").waitFor();
    await page.getByText("chat · key-value storage").waitFor();
    await page.getByRole("button", { name: HOSTILE }).click();
    await page.getByRole("heading", { name: HOSTILE }).waitFor();
    expect(await page.locator("main img").count()).toBe(0);
    await page.getByRole("button", { name: "Safe" }).click();
    await page.locator(".rows .id").first().waitFor();
    expect(await page.getByRole("button", { name: "Safe" }).innerText()).toContain("secret key");
  });
});

describe("the ID box", () => {
  it("takes an ID apart, and says whose it is", async () => {
    await signIn();
    await page.locator(".rows").waitFor();
    const named = String(rooms.idFromName("lobby"));
    const box = page.getByLabel("Whose ID is it?");
    await box.fill(named.toUpperCase());
    expect(await page.locator(".part code").allInnerTexts()).toEqual([
      named.slice(0, 30),
      named.slice(30, 32),
      named.slice(32),
    ]);
    expect(await answer(page)).toMatch(/Valid\s+chat-ChatRoom · no jurisdiction/);
    await page.screenshot({ path: `${SHOTS}wide.png` });
    await box.fill(String(rooms.jurisdiction("eu").idFromName("lobby")));
    expect(await answer(page)).toMatch(/Valid\s+chat-ChatRoom · jurisdiction eu/);
    await box.fill(String(vault.newUniqueId()));
    expect(await answer(page)).toMatch(
      /Foreign\s+of none of the 3 namespaces whose key is no secret; 1 more can't be asked here/,
    );
    await page.screenshot({ path: `${SHOTS}foreign.png` });
    await box.fill("abc");
    expect(await answer(page)).toMatch(/Malformed\s+64 hex digits are wanted, and here are 3/);
    await box.fill(HOSTILE);
    expect(await answer(page)).toMatch(/Malformed\s+"<" is no hex digit/);
    await box.fill("");
    expect(await answer(page)).toBe("Paste an ID to see its parts, and whose it is.");
  });

  it("takes an object that is clicked, and asks no server", async () => {
    await signIn();
    await page.locator(".rows").waitFor();
    const before = received.length;
    await page.locator(".rows .id").nth(3).click();
    expect(await page.getByLabel("Whose ID is it?").inputValue()).toBe(site.roomIds[3]);
    expect(await answer(page)).toMatch(/Valid\s+chat-ChatRoom/);
    expect(received.length).toBe(before);
  });
});

describe("on the way", () => {
  it("no secret key leaves the server, while the unique keys do", async () => {
    await signIn();
    await page.getByRole("button", { name: "Safe" }).click();
    await page.getByRole("heading", { name: "Safe" }).waitFor();
    const all = (await Promise.all(received)).join("\n");
    expect(all).toContain(`"uniqueKey":"${ROOMS}"`);
    for (const form of SECRET_FORMS) expect(all).not.toContain(form);
  });

  it("an injected script doesn't run", async () => {
    await page
      .evaluate(() => {
        const script = document.createElement("script");
        script.src = "data:text/javascript,document.title='owned'";
        document.body.append(script);
      })
      .catch(() => undefined);
    expect(await page.title()).toBe("Durable Objects · durable-id");
    // That it was refused is what the page complains of.
    expect(complaints.join()).toMatch(/TrustedScriptURL|Content Security Policy/);
    complaints = [];
  });
});

describe.each(["light", "dark"] as const)("on a telephone, %s", (colorScheme) => {
  it("fits, and nothing has to be pushed sideways", async () => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 400, height: 800 });
    await page.screenshot({ path: `${SHOTS}narrow-door-${colorScheme}.png` });
    await signIn();
    await page.locator(".rows").waitFor();
    await page.locator(".rows .id").nth(1).click();
    await page.screenshot({ path: `${SHOTS}narrow-${colorScheme}.png`, fullPage: false });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(400);
    await page.setViewportSize({ width: 1280, height: 860 });
    await page.screenshot({ path: `${SHOTS}wide-${colorScheme}.png` });
  });
});
