import type { Browser } from "playwright-core";

/** The result of visiting a page. */
export interface Visit {
  /** The text of the awaited elements. */
  readonly said: Readonly<Record<string, string>>;
  /** Uncaught errors and console messages. */
  readonly noise: readonly string[];
  /** Violations of the Content-Security-Policy in the page's own thread. */
  readonly blocked: readonly string[];
}

/** Opens a page, waits until some of its elements have text, and reads it. A timeout error contains the page's messages. */
export async function visit(browser: Browser, url: string, elements: readonly string[]): Promise<Visit> {
  const page = await browser.newPage();
  const noise: string[] = [];
  page.on("console", (message) => noise.push(message.text()));
  page.on("pageerror", (error) => noise.push(`uncaught: ${error}`));
  page.on("requestfailed", (request) => noise.push(`not loaded: ${request.url()}`));
  await page.addInitScript(() => {
    const blocked: string[] = [];
    document.addEventListener("securitypolicyviolation", ({ blockedURI }) => blocked.push(blockedURI));
    Object.assign(globalThis, { blocked });
  });
  try {
    await page.goto(url);
    const said: Record<string, string> = {};
    for (const element of elements) {
      await page.locator(`#${element}:not(:empty)`).waitFor({ state: "attached", timeout: 60_000 });
      said[element] = await page.locator(`#${element}`).innerText();
    }
    // Violations are told in a task of their own: by the page's own clock it is over, however busy the machine.
    const blocked = await page.evaluate<string[]>("new Promise((done) => setTimeout(() => done(blocked), 100))");
    return { said, noise, blocked };
  } catch (error) {
    throw new Error(`${url} did not say what was waited for; it had to say: ${JSON.stringify(noise)}`, {
      cause: error,
    });
  } finally {
    await page.close();
  }
}
