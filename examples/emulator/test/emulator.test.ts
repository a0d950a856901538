import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scanState } from "durable-id/local";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type StartRuntime, startEmulator, startWorkerd } from "./runtimes.js";
import { type Exchange, FIRST, RESUMED } from "./session.js";

/** The answer that a caller gets. */
interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
}

/** Starts a runtime with a state folder, sends requests to it, and stops it. */
async function answers(start: StartRuntime, state: string, exchanges: readonly Exchange[]): Promise<Answer[]> {
  const runtime = await start(state);
  try {
    const all: Answer[] = [];
    for (const { path, ...init } of exchanges) {
      const response = await fetch(`${runtime.url}${path}`, init);
      all.push({ status: response.status, type: response.headers.get("content-type"), body: await response.text() });
    }
    return all;
  } finally {
    await runtime.stop();
  }
}

describe("the same session, in the emulator and in workerd", () => {
  const session = [...FIRST, ...RESUMED];
  const folder = mkdtempSync(join(tmpdir(), "emulator-test-"));
  const [ours, theirs] = [join(folder, "ours"), join(folder, "theirs")];
  const emulated: Answer[] = [];
  const real: Answer[] = [];

  beforeAll(async () => {
    const [a, b] = await Promise.all([answers(startEmulator, ours, FIRST), answers(startWorkerd, theirs, FIRST)]);
    // Each runtime continues with the files of the other one.
    const [c, d] = await Promise.all([answers(startEmulator, theirs, RESUMED), answers(startWorkerd, ours, RESUMED)]);
    emulated.push(...a, ...c);
    real.push(...b, ...d);
  }, 120_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("has 200 requests, half of which succeed", () => {
    expect([session.length, emulated.length, real.length]).toEqual([200, 200, 200]);
    expect(real.filter(({ status }) => status < 300).length).toBeGreaterThan(100);
  });

  const named = session.map(({ method, path, body = "" }, i) => ({ i, request: `${method} ${path} ${body}` }));
  it.each(named)("$i: $request", ({ i }) => {
    expect(emulated[i]).toEqual(real[i]);
  });

  it("leaves only files that belong to the namespaces of their folders", async () => {
    const objects = [];
    for await (const object of scanState(join(ours, "v3"))) objects.push(object);
    expect(objects.length).toBeGreaterThan(10);
    expect(objects.filter(({ isValid, fault }) => !isValid || fault !== undefined)).toEqual([]);
  });
});
