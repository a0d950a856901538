import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DurableObjectNamespace } from "durable-id";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchChromium, STRICT_POLICY, startSite, WASM_POLICY } from "./site";

const rooms = new DurableObjectNamespace({ uniqueKey: "chat-ChatRoom" });
const folder = mkdtempSync(join(tmpdir(), "durable-id-page-"));
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each([
  ["no policy", undefined, "wasm"],
  ["a policy that allows WebAssembly", WASM_POLICY, "wasm"],
  ["a policy that forbids WebAssembly", STRICT_POLICY, "pure"],
] as const)("under %s", (_, policy, engine) => {
  let site: Awaited<ReturnType<typeof startSite>>;
  let page: Page;
  /** Errors and console messages, and every request after the page has loaded, except for its own scripts. */
  let complaints: string[];

  beforeAll(async () => {
    site = await startSite(policy);
  });
  afterAll(() => site?.server.close());
  beforeEach(async () => {
    page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    complaints = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => complaints.push(message.text()));
    await page.goto(site.url);
    await page.getByLabel("Unique keys").fill("chat-ChatRoom");
    // The first check loads the part of the library that splits bytes into records.
    page.on("request", (request) => {
      const isOwnScript = request.method() === "GET" && request.url().startsWith(new URL("assets/", site.url).href);
      if (!isOwnScript) complaints.push(`${request.method()} ${request.url()}`);
    });
  });
  afterEach(async () => {
    await page.close();
    expect(complaints).toEqual([]);
  });

  const paste = async (...lines: readonly unknown[]) => {
    await page.getByLabel("IDs", { exact: true }).fill(lines.join("\n"));
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByText(/checked in/).waitFor();
  };
  /** The tally as shown: `{ Valid: "1", … }`. */
  const tally = async () => {
    const terms = await page.locator("dt").allInnerTexts();
    const counts = await page.locator(".count").allInnerTexts();
    return Object.fromEntries(terms.map((term, i) => [term, counts[i]]));
  };
  /** The rows of the table: line, verdict, why. */
  const faults = async () =>
    (await page.locator("tbody tr").all()).length === 0
      ? []
      : page
          .locator("tbody tr")
          .evaluateAll((rows) =>
            rows.map((row) => [...row.querySelectorAll("td")].slice(0, 3).map((cell) => cell.textContent)),
          );

  it(`checks with the ${engine} engine`, async () => {
    expect(await page.locator("#engine").innerText()).toMatch(new RegExp(`^Engine: ${engine}`));
  });

  it("shows the verdict and the reason of each pasted line", async () => {
    const id = String(rooms.idFromName("lobby"));
    const foreign = new DurableObjectNamespace({ uniqueKey: "chat-Presence" }).idFromName("ada");
    await paste(id, foreign, id.toUpperCase(), ` ${id}`, "", id.slice(1), id.replace(/.$/, "g"), "x".repeat(500));
    expect(await tally()).toEqual({ Valid: "2", Malformed: "5", Foreign: "1" });
    expect(await faults()).toEqual([
      ["2", "Foreign", "not of these unique keys, or made up"],
      ["4", "Malformed", "white space around it"],
      ["5", "Malformed", "an empty line"],
      ["6", "Malformed", "63 bytes, not 64 hex digits"],
      ["7", "Malformed", '"g" is not a hex digit'],
      ["8", "Malformed", "500 bytes, not 64 hex digits"],
    ]);
    expect(await page.locator("tbody code").last().innerText()).toBe(`${"x".repeat(80)}…`);
  });

  it("accepts several unique keys, and a jurisdiction", async () => {
    await page.getByLabel("Unique keys").fill("chat-ChatRoom\n\n chat-Presence ");
    const presence = new DurableObjectNamespace({ uniqueKey: "chat-Presence" });
    const eu = rooms.jurisdiction("eu").idFromName("lobby");
    await paste(rooms.idFromName("lobby"), presence.idFromName("ada"), eu);
    expect(await tally()).toEqual({ Valid: "3", Malformed: "0", Foreign: "0" });
    await page.getByLabel("Jurisdiction").selectOption("eu");
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByText("Wrong jurisdiction").first().waitFor();
    expect(await tally()).toEqual({ Valid: "1", Malformed: "0", Foreign: "0", "Wrong jurisdiction": "2" });
  });

  it("reads a file of 100,000 lines, and shows the first 100 faults", async () => {
    const valid = Array.from({ length: 1000 }, (_, i) => String(rooms.idFromName(`room ${i}`)));
    // Every 500th line is not an ID.
    const lines = Array.from({ length: 100_000 }, (_, i) => (i % 500 === 499 ? "null" : valid[i % 1000]));
    const path = join(folder, "dump.txt");
    writeFileSync(path, `${lines.join("\r\n")}\r\n`);
    await page.getByLabel("Choose a file").setInputFiles(path);
    await page.getByText(/100,000 lines checked in/).waitFor();
    expect(await tally()).toEqual({ Valid: "99,800", Malformed: "200", Foreign: "0" });
    expect(await page.locator("caption").innerText()).toBe("The first 100 of 200 faults");
    const shown = await faults();
    expect([shown.length, shown[0][0], shown[99][0]]).toEqual([100, "500", "50,000"]);
    expect(await page.getByText("dump.txt, 6.6 MB").isVisible()).toBe(true);
  });

  it("accepts a dropped file, checks it again when a key has changed, and returns to the text", async () => {
    const content = `${rooms.idFromName("lobby")}\n${rooms.newUniqueId()}`;
    await page.evaluate((text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], "dropped.txt"));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, content);
    await page.getByText(/2 lines checked in/).waitFor();
    expect(await tally()).toEqual({ Valid: "2", Malformed: "0", Foreign: "0" });
    await page.getByLabel("Unique keys").fill("chat-Presence");
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByText("All faults").waitFor();
    expect(await tally()).toEqual({ Valid: "0", Malformed: "0", Foreign: "2" });
    await page.getByRole("button", { name: "Remove" }).click();
    await paste(rooms.idFromName("lobby"));
    expect(await tally()).toEqual({ Valid: "0", Malformed: "0", Foreign: "1" });
  });

  /** Drops a file whose bytes come from a stream that the test controls. */
  const dropStream = (ending: "never" | "in an error") =>
    page.evaluate((ending) => {
      const file = new File(["?"], "slow.txt");
      const lines = new TextEncoder().encode("null\n".repeat(1000));
      let chunks = 0;
      const pull = async (controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>) => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        if (ending === "in an error" && ++chunks > 3) throw new Error("the disk is gone");
        controller.enqueue(lines);
      };
      file.stream = () => new ReadableStream({ pull });
      const dataTransfer = { files: [file] };
      const event = new Event("drop", { bubbles: true, cancelable: true });
      document.body.dispatchEvent(Object.assign(event, { dataTransfer }));
    }, ending);

  it("can be stopped, and used again", async () => {
    await dropStream("never");
    await page.getByText("lines so far").waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("Stopped.").waitFor();
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Check");
    expect(await page.getByText("lines so far").isVisible()).toBe(false);
    await page.getByRole("button", { name: "Remove" }).click();
    await paste(rooms.idFromName("lobby"));
    expect(await tally()).toEqual({ Valid: "1", Malformed: "0", Foreign: "0" });
  });

  it("abandons a check for the next one, and shows only that one", async () => {
    await dropStream("never");
    await page.getByText("lines so far").waitFor();
    await page.getByRole("button", { name: "Fill in an example" }).click();
    await page.getByText("10 lines checked in").waitFor();
    expect(await tally()).toEqual({ Valid: "5", Malformed: "3", Foreign: "2" });
    expect(await page.getByRole("button", { name: "Stop" }).isVisible()).toBe(false);
  });

  it("reports a file that can't be read to its end, and a missing key", async () => {
    await dropStream("in an error");
    await page.getByText("It could not be checked: the disk is gone").waitFor();
    expect(await page.locator("dl").isVisible()).toBe(false);
    await dropStream("never");
    await page.getByText("lines so far").waitFor();
    await page.getByLabel("Unique keys").fill("");
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByText("Give at least one unique key").waitFor();
    expect(await page.getByText("lines so far").isVisible()).toBe(false);
  });

  it("can be used with only the keyboard, and asks for a missing key", async () => {
    const keys = page.getByLabel("Unique keys");
    await keys.fill("");
    await keys.focus();
    const press = async (...presses: string[]) => {
      for (const key of presses) await page.keyboard.press(key);
    };
    await press("Tab", "Tab");
    await page.keyboard.insertText(String(rooms.idFromName("lobby")));
    await press("Tab", "Tab", "Enter");
    await page.getByText("Give at least one unique key").waitFor();
    expect(await keys.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.insertText("chat-ChatRoom");
    await press("Tab", "Tab", "Tab", "Tab", "Space");
    await page.getByText("1 line checked in").waitFor();
    expect(await page.getByRole("alert").innerText()).toBe("");
    expect(await tally()).toEqual({ Valid: "1", Malformed: "0", Foreign: "0" });
  });

  it("shows a line that is HTML as text", async () => {
    await paste('<img src="nowhere" onerror="document.title=1">');
    expect(await page.locator("tbody code").innerText()).toBe('<img src="nowhere" onerror="document.title=1">');
    expect(await page.locator("main img").count()).toBe(0);
  });
});
