import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Runtime, type StartRuntime, startEmulator, startWorkerd } from "./runtimes.js";
import { ASLEEP, type Exchange, RESUMED, SESSION } from "./session.js";

/** What a caller gets of a response. */
interface Got {
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
}

async function answers(runtime: Runtime, exchanges: readonly Exchange[]): Promise<Got[]> {
  const got: Got[] = [];
  for (const { path, ...init } of exchanges) {
    const response = await fetch(`${runtime.url}${path}`, init);
    got.push({ status: response.status, type: response.headers.get("content-type"), body: await response.text() });
  }
  return got;
}

/** The whole session in one runtime: the first part in one state folder, the rest in a folder that another may have left. */
async function start(startRuntime: StartRuntime, state: string, exchanges: readonly Exchange[]): Promise<Got[]> {
  const runtime = await startRuntime(state);
  try {
    return await answers(runtime, exchanges);
  } finally {
    await runtime.stop();
  }
}

describe("the same session, in the emulator and in workerd", () => {
  const folder = mkdtempSync(join(tmpdir(), "emulator-test-"));
  const [one, other] = [join(folder, "one"), join(folder, "other")];
  let emulated: Got[];
  let real: Got[];

  beforeAll(async () => {
    const first = [...SESSION, ASLEEP];
    [emulated, real] = await Promise.all([start(startEmulator, one, first), start(startWorkerd, other, first)]);
    // Each goes on with what the other has left.
    const rest = await Promise.all([start(startEmulator, other, RESUMED), start(startWorkerd, one, RESUMED)]);
    emulated.push(...rest[0]);
    real.push(...rest[1]);
  }, 120_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const all = [...SESSION, ASLEEP, ...RESUMED];

  it("has 200 requests", () => {
    expect(all.length).toBeGreaterThanOrEqual(200);
    expect([emulated.length, real.length]).toEqual([all.length, all.length]);
  });

  it.each(all.map(({ method, path, body }, i) => ({ i, request: `${method} ${path} ${body ?? ""}`.slice(0, 120) })))(
    "$i: $request",
    ({ i }) => {
      expect(emulated[i]).toEqual(real[i]);
    },
  );
});
