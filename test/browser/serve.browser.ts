import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchChromium } from "../../support/chromium.js";
import { faintTexts, overflow } from "./page-checks.js";
import { HOSTILE, ROOMS, rooms, SECRET_FORMS, startSite, TOKEN, vault } from "./serve-world.js";

/*
 * Clicks through the page of `serve` in a real Chromium. Screenshots are written to build/screenshots.
 */
const SHOTS = fileURLToPath(new URL("../../build/screenshots/", import.meta.url));
let site: Awaited<ReturnType<typeof startSite>>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** Must stay empty: errors of the page, and requests to other servers. */
let complaints: string[];
/** All answers of the server to the page, except for pages that it has left. */
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
  page.on("response", (response) => received.push(response.text().catch(() => "")));
  await page.goto(site.origin);
});
afterEach(async () => {
  expect(complaints).toEqual([]);
  await context.close();
});

const signIn = async (token = TOKEN) => {
  await page.getByLabel("Token").fill(token);
  await page.getByRole("button", { name: "Sign in" }).click();
};
const rows = () => page.locator(".rows .id");
const shownIds = () => rows().allInnerTexts();
const answer = () => page.locator("#id-answer");
/** Waits until the page reports that the server is unreachable. */
const networkFault = () =>
  page
    .getByRole("alert")
    .getByText(/reach the server/)
    .waitFor();
const link = (name: string) => page.getByRole("link", { name });
const range = (text: string) => page.getByRole("status").getByText(text, { exact: true });
const current = () => page.locator("#namespaces [aria-current] b").allInnerTexts();
/** Lets requests to the data of the page fail, until it is called again with `false`. */
const breakNetwork = async (isBroken: boolean) => {
  if (isBroken) await page.route(/\/page\/(namespaces|objects|position|listed)/, (route) => route.abort());
  else await page.unrouteAll();
};

describe("signing in", () => {
  it("asks for the token, and shows nothing without it", async () => {
    await page.screenshot({ path: `${SHOTS}sign-in.png` });
    expect(await page.locator("#listing").isVisible()).toBe(false);
    await signIn("wrong");
    await page.getByRole("alert").getByText(/token/).waitFor();
    expect(await page.locator("#listing").isVisible()).toBe(false);
    await signIn(`  ${TOKEN} `);
    await rows().first().waitFor();
    expect(await page.locator("#sign-in-fault").innerText()).toBe("");
  });

  it("has landmarks and names for what is on it", async () => {
    for (const role of ["banner", "main"] as const) expect(await page.getByRole(role).count()).toBe(1);
    expect(await page.getByRole("form", { name: "Sign in" }).isVisible()).toBe(true);
    await signIn();
    await rows().first().waitFor();
    expect(await page.getByRole("main").count()).toBe(1);
    expect(await page.getByRole("navigation", { name: "Namespaces" }).count()).toBe(1);
    expect(await page.getByRole("search").count()).toBe(1);
    for (const name of ["Check an ID", "ChatRoom"]) expect(await page.getByRole("region", { name }).count()).toBe(1);
  });

  it("lasts for this tab, until the user signs out", async () => {
    await signIn();
    await rows().first().waitFor();
    await page.reload();
    await rows().first().waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.reload();
    expect(await page.getByLabel("Token").isVisible()).toBe(true);
    expect(await page.evaluate("sessionStorage.length + localStorage.length")).toBe(0);
    expect(await shownIds()).toEqual([]);
  });

  it("can be repeated after the server was unreachable, without typing the token again", async () => {
    await breakNetwork(true);
    await signIn();
    await networkFault();
    await breakNetwork(false);
    await page.getByRole("button", { name: "Sign in" }).click();
    await rows().first().waitFor();
    await breakNetwork(true);
    await page.reload();
    await networkFault();
    await breakNetwork(false);
    await page.reload();
    await rows().first().waitFor();
  });
});

describe("namespaces and objects", () => {
  const pages = () => [0, 50, 100].map((from) => site.roomIds.slice(from, from + 50));

  it("are listed, page by page, forwards and back, with the total", async () => {
    await signIn();
    await page.getByRole("heading", { name: "4 namespaces" }).waitFor();
    const [first, second, third] = pages();
    await range("1–50 of 125").waitFor();
    expect(await shownIds()).toEqual(first);
    expect(await link("Previous").isDisabled()).toBe(true);
    await link("Next").click();
    await range("51–100 of 125").waitFor();
    expect(await shownIds()).toEqual(second);
    await link("Next").click();
    await range("101–125 of 125").waitFor();
    expect(await shownIds()).toEqual(third);
    expect(await link("Next").isDisabled()).toBe(true);
    await link("Previous").click();
    await range("51–100 of 125").waitFor();
    expect(await shownIds()).toEqual(second);
    await link("First").click();
    await range("1–50 of 125").waitFor();
  });

  it("keep the focus and scroll to the top on the next page", async () => {
    await signIn();
    await range("1–50 of 125").waitFor();
    await page.evaluate(() => scrollTo(0, 1200));
    await link("Next").focus();
    await page.keyboard.press("Enter");
    await range("51–100 of 125").waitFor();
    expect(await page.evaluate("document.activeElement.textContent")).toMatch(/Next/);
    const top = () => page.evaluate(() => document.getElementById("rows")?.getBoundingClientRect().top ?? -1);
    await expect.poll(top).toBeGreaterThan(0);
    // The focused link is disabled on the last page, so the heading of the list gets the focus.
    await page.keyboard.press("Enter");
    await range("101–125 of 125").waitFor();
    expect(await page.evaluate("document.activeElement.id")).toBe("objects-title");
  });

  it("keep their position after Back, Forward and reload, and the token is not in the address", async () => {
    await signIn();
    await range("1–50 of 125").waitFor();
    await page.evaluate(() => scrollTo(0, 900));
    await expect.poll(() => page.evaluate("history.state?.scrollY")).toBe(900);
    await link("Next").focus();
    await page.keyboard.press("Enter");
    await range("51–100 of 125").waitFor();
    await link("Presence").click();
    await page.getByRole("heading", { name: "Presence" }).waitFor();
    await page.goBack();
    await range("51–100 of 125").waitFor();
    expect(await shownIds()).toEqual(pages()[1]);
    expect(await current()).toEqual(["ChatRoom"]);
    await page.goBack();
    await range("1–50 of 125").waitFor();
    await expect.poll(() => page.evaluate("scrollY")).toBe(900);
    await page.goForward();
    await range("51–100 of 125").waitFor();
    expect(page.url()).toContain(site.roomIds[50]);
    expect(page.url()).not.toContain(TOKEN);
    await page.reload();
    await range("51–100 of 125").waitFor();
    expect(await shownIds()).toEqual(pages()[1]);
  });

  it("start at the requested digits", async () => {
    await signIn();
    await rows().first().waitFor();
    const wanted = site.roomIds[70];
    const jump = page.getByRole("search").getByRole("textbox");
    await jump.fill(` ${wanted.slice(0, 5).toUpperCase()}`);
    await page.keyboard.press("Enter");
    await range("71–120 of 125").waitFor();
    expect((await shownIds())[0]).toBe(wanted);
    expect(await page.locator("mark").first().innerText()).toBe(wanted.slice(0, 5));
    await link("Previous").click();
    await range("21–70 of 125").waitFor();
    // Nothing starts with these, and the next ID is said not to.
    await jump.fill(`${wanted.slice(0, 12)}${wanted[12] === "0" ? "1" : "0"}`);
    await page.keyboard.press("Enter");
    await page.getByText(/^No ID starts with/).waitFor();
    await jump.fill("f".repeat(64));
    await page.keyboard.press("Enter");
    await page.getByText(/there are no IDs after it/).waitFor();
    expect(await shownIds()).toEqual([]);
    await link("Previous").click();
    await range("76–125 of 125").waitFor();
  });

  it("say of each object whether it has stored data, or that it isn't known", async () => {
    await signIn();
    await rows().first().waitFor();
    const said = await page.locator(".stored").allInnerTexts();
    expect(said.slice(0, 3)).toEqual(["stored data", "empty", "unknown"]);
    expect(await page.locator(".stored.yes").count()).toBe(17);
  });

  it("change with the namespace, including an empty one and one whose name is HTML", async () => {
    await signIn();
    await link("Presence").click();
    await page.getByText("No objects here yet.").waitFor();
    await page.getByText("chat · key-value storage").waitFor();
    await link(HOSTILE).click();
    await page.getByRole("heading", { name: HOSTILE }).waitFor();
    expect(await page.locator("main img").count()).toBe(0);
    await link("Safe").click();
    await rows().first().waitFor();
    expect(await link("Safe").innerText()).toContain("unknown key");
  });

  it("of a missing namespace are not shown", async () => {
    await signIn();
    await rows().first().waitFor();
    await page.goto(`${site.origin}/#namespace=nowhere`);
    await page.getByText(/nowhere/).waitFor();
    expect(await shownIds()).toEqual([]);
    expect(await current()).toEqual([]);
  });
});

describe("when the server can't be reached", () => {
  it("the list matches the highlight, and a successful attempt removes the message", async () => {
    await signIn();
    await rows().first().waitFor();
    await breakNetwork(true);
    await link("Safe").click();
    await networkFault();
    expect(await current()).toEqual(["Safe"]);
    expect(await page.getByRole("heading", { level: 2, name: "Safe" }).isVisible()).toBe(true);
    expect(await shownIds()).toEqual([]);
    await page.getByRole("button", { name: "Try again" }).click();
    await networkFault();
    await breakNetwork(false);
    await page.getByRole("button", { name: "Try again" }).click();
    await rows().first().waitFor();
    expect(await shownIds()).toEqual([site.vaultObject]);
    expect(await page.locator("#objects-fault").innerText()).toBe("");
    await breakNetwork(true);
    await link("ChatRoom").click();
    await networkFault();
    await breakNetwork(false);
    await link("Presence").click();
    await page.getByText("No objects here yet.").waitFor();
    expect(await page.locator("#objects-fault").innerText()).toBe("");
  });
});

describe("the ID box", () => {
  const box = () => page.getByRole("textbox", { name: "Check an ID" });

  it("shows the parts of an ID, its namespace, and whether it is listed", async () => {
    await signIn();
    await rows().first().waitFor();
    const named = String(rooms.idFromName("lobby"));
    await box().fill(named.toUpperCase());
    expect(await page.locator(".part code").allInnerTexts()).toEqual([
      named.slice(0, 30),
      named.slice(30, 32),
      named.slice(32),
    ]);
    await answer().getByText("Not listed").waitFor();
    expect(await answer().innerText()).toMatch(/Valid\s+chat-ChatRoom · no jurisdiction/);
    await page.screenshot({ path: `${SHOTS}wide.png` });
    await box().fill(String(rooms.jurisdiction("eu").idFromName("lobby")));
    expect(await answer().innerText()).toMatch(/Valid\s+chat-ChatRoom · jurisdiction eu/);
    await box().fill("abc");
    expect(await answer().innerText()).toMatch(/Malformed\s+.*64 hex digits.* 3/);
    await box().fill(HOSTILE);
    expect(await answer().innerText()).toMatch(/Malformed\s+"<"/);
    await box().fill("");
    expect(await answer().innerText()).not.toMatch(/Malformed|Valid|Foreign/);
  });

  it("links to a listed ID", async () => {
    await signIn();
    await rows().first().waitFor();
    await box().fill(site.roomIds[99]);
    await answer().getByText("Listed").waitFor();
    await answer().getByRole("link").click();
    await range("100–125 of 125").waitFor();
    expect((await shownIds())[0]).toBe(site.roomIds[99]);
  });

  it("looks for an ID that is foreign to all known keys in the namespaces whose key is secret", async () => {
    await signIn();
    await rows().first().waitFor();
    await box().fill(String(vault.newUniqueId()));
    await answer().getByText("Not listed").waitFor();
    expect(await answer().innerText()).toMatch(/Foreign\s+.* 3 namespaces/);
    await page.screenshot({ path: `${SHOTS}foreign.png` });
    await box().fill(site.vaultObject);
    await answer().getByText("Listed").waitFor();
    expect(await answer().innerText()).toMatch(/Valid/);
    await answer().getByRole("link").click();
    await page.getByRole("heading", { name: "Safe" }).waitFor();
  });

  it("says when it can't tell whether an ID is listed", async () => {
    await signIn();
    await rows().first().waitFor();
    await breakNetwork(true);
    await box().fill(site.roomIds[0]);
    await answer()
      .getByText(/reach the server/)
      .waitFor();
    expect(await answer().innerText()).not.toMatch(/Not listed/);
    await breakNetwork(false);
    await answer().getByRole("button", { name: "Try again" }).click();
    await answer().getByText("Listed").waitFor();
  });

  it("shows a clicked object without a request", async () => {
    await signIn();
    await range("1–50 of 125").waitFor();
    const before = received.length;
    await rows().nth(3).click();
    expect(await box().inputValue()).toBe(site.roomIds[3]);
    expect(await answer().innerText()).toMatch(/Valid\s+chat-ChatRoom/);
    expect(await answer().innerText()).toMatch(/Listed/);
    expect(received.length).toBe(before);
  });
});

describe("security of the page", () => {
  it("only unique keys leave the server, no secret keys", async () => {
    await signIn();
    await link("Safe").click();
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
    // The page reports the refusal as an error.
    expect(complaints.join()).toMatch(/TrustedScriptURL|Content Security Policy/);
    complaints = [];
  });
});

describe.each(["light", "dark"] as const)("%s", (colorScheme) => {
  it.each([1280, 400, 320])("fits into %i pixels, and can be read", async (width) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    const fits = async (name: string) => {
      await page.screenshot({ path: `${SHOTS}${name}-${width}-${colorScheme}.png` });
      expect(await overflow(page)).toEqual({ pixels: 0, elements: [] });
      expect(await faintTexts(page)).toEqual([]);
    };
    await fits("sign-in");
    await signIn();
    await rows().nth(1).click();
    await range("1–50 of 125").waitFor();
    await fits("objects");
    await page.getByRole("textbox", { name: "Check an ID" }).fill(String(vault.newUniqueId()));
    await page.getByRole("search").getByRole("textbox").fill("abcdef0123456789");
    await page.keyboard.press("Enter");
    await page.getByText(/^No ID starts with/).waitFor();
    await fits("foreign");
    await breakNetwork(true);
    await link("Safe").click();
    await networkFault();
    await fits("fault");
  });
});
