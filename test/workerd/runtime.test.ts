import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startWorkerd, withWorkerd } from "../../support/workerd/runtime.js";

const ENTRY = "test/workerd/echo.worker.ts";

describe("the workerd harness", () => {
  let scratch: string;
  const tmp = process.env.TMPDIR;

  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), "durable-id-harness-"));
    process.env.TMPDIR = scratch;
  });

  afterEach(() => {
    if (tmp === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = tmp;
    rmSync(scratch, { recursive: true });
  });

  it("sends every string and receives it unchanged", async () => {
    const question = ["", "\0", "\ufeffé😀", "\ud800 alone", "\udc00\ud800", "\\\"'\u2028"];
    expect(await withWorkerd({ entry: ENTRY }, (workerd) => workerd.ask("/echo", question))).toEqual(question);
  });

  it("leaves no process and no file, and can be stopped twice", async () => {
    const workerd = await startWorkerd({ entry: ENTRY });
    expect(readdirSync(scratch)).toHaveLength(1);
    await workerd.stop();
    await workerd.stop();
    expect(readdirSync(scratch)).toEqual([]);
    await expect(workerd.ask("/echo", 1)).rejects.toThrow("fetch failed");
  });

  it("reports workerd's message if it can't start, and cleans up", async () => {
    const namespaces = [{ binding: "rooms", uniqueKey: "a" }];
    // The module exports no class `TestObject`.
    await expect(startWorkerd({ entry: ENTRY, namespaces })).rejects.toThrow(/workerd .* did not start: .*TestObject/s);
    expect(readdirSync(scratch)).toEqual([]);
  });

  it("names the module that can't be bundled, and cleans up", async () => {
    await expect(startWorkerd({ entry: "test/workerd/missing.ts" })).rejects.toThrow("missing.ts");
    expect(readdirSync(scratch)).toEqual([]);
  });

  it("passes on the message of a failed Worker", async () => {
    await withWorkerd({ entry: ENTRY }, async (workerd) => {
      await expect(workerd.ask("/fail")).rejects.toThrow("workerd answered /fail with 500: no such question");
    });
  });
});
