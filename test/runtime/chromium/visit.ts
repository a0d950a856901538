import type { Browser } from "playwright-core";

/** What a page came to. */
export interface Visit {
  /** What stands in the elements that were waited for. */
  readonly said: Readonly<Record<string, string>>;
  /** Uncaught errors, and what the console was told. */
  readonly noise: readonly string[];
  /** What the page's own thread was kept from by its Content-Security-Policy. */
  readonly blocked: readonly string[];
}

/** Opens a page, waits until some of its elements hold text, and reads it. Whoever waits in vain is told of the noise. */
export async function visit(browser: Browser, url: string, elements: readonly string[]): Promise<Visit> {
  const page = await browser.newPage();
  const noise: string[] = [];
  page.on("console", (message) => noise.push(message.text()));
  page.on("pageerror", (error) => noise.push(`uncaught: ${error}`));
  page.on("requestfailed", (request) => noise.push(`not loaded: ${request.url()}`));
  const blocked: string[] = [];
  await page.exposeFunction("noteBlocked", (uri: string) => blocked.push(uri));
  await page.addInitScript(() => {
    const { noteBlocked } = globalThis as unknown as { noteBlocked: (uri: string) => void };
    document.addEventListener("securitypolicyviolation", ({ blockedURI }) => noteBlocked(blockedURI));
  });
  try {
    await page.goto(url);
    const said: Record<string, string> = {};
    for (const element of elements) {
      await page.locator(`#${element}:not(:empty)`).waitFor({ state: "attached", timeout: 20_000 });
      said[element] = await page.locator(`#${element}`).innerText();
    }
    // Violations are told in a task of their own.
    await page.waitForTimeout(100);
    return { said, noise, blocked };
  } catch (error) {
    throw new Error(`${url} did not say what was waited for; it had to say: ${JSON.stringify(noise)}`, {
      cause: error,
    });
  } finally {
    await page.close();
  }
}
