import { afterEach, describe, expect, it, vi } from "vitest";
import {
  DurableObject,
  evictDurableObject,
  env as globalEnv,
  host,
  listDurableObjectIds,
  memoryStorage,
  type ObjectContext,
  runDurableObjectAlarm,
  runInDurableObject,
} from "../../src/host.js";
import { DurableObjectNamespace } from "../../src/index.js";

interface AlarmInfo {
  readonly retryCount: number;
  readonly isRetry: boolean;
}

class Clock extends DurableObject {
  rings: AlarmInfo[] = [];
  failures = 0;

  async set(inMilliseconds: number): Promise<void> {
    await this.ctx.storage.setAlarm(Date.now() + inMilliseconds);
  }
  fail(times: number): void {
    this.failures = times;
  }
  rung(): AlarmInfo[] {
    return this.rings;
  }
  async slow(): Promise<string> {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return "done";
  }
  alarm({ retryCount, isRetry }: AlarmInfo): void {
    this.rings.push({ retryCount, isRetry });
    if (this.failures-- > 0) throw new Error("alarm failed");
  }
}
class Silent extends DurableObject {
  set(): Promise<void> {
    return this.ctx.storage.setAlarm(Date.now() + 1);
  }
}

afterEach(() => {
  vi.useRealTimers();
});

/** Lets calls of a host go on while timers are fake. */
const turns = () => runInDurableObject(host({ Silent }).Silent.getByName("x"), () => {});

describe("alarms", () => {
  it("run when fake timers reach them, at any distance", async () => {
    vi.useFakeTimers();
    const clock = host({ Clock }).Clock.getByName("a");
    const days = 40 * 86_400_000;
    await clock.set(days);
    await vi.advanceTimersByTimeAsync(days - 1);
    expect(await clock.rung()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(await clock.rung()).toEqual([{ retryCount: 0, isRetry: false }]);
  });

  it("that fail are reported, and retried 6 times", async () => {
    vi.useFakeTimers();
    const failed: unknown[] = [];
    const onBackgroundError = (error: unknown) => failed.push((error as Error).message);
    const clock = host({ Clock }, { onBackgroundError }).Clock.getByName("a");
    await clock.fail(10);
    await clock.set(1);
    for (let i = 0; i < 10; i++) {
      await vi.advanceTimersByTimeAsync(200_000);
      await turns();
    }
    expect((await clock.rung()).map(({ retryCount }) => retryCount)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(failed).toEqual(Array(7).fill("alarm failed"));
  });

  it("run at once with runDurableObjectAlarm, whose caller gets the error", async () => {
    const clock = host({ Clock }).Clock.getByName("a");
    expect(await runDurableObjectAlarm(clock)).toBe(false);
    await clock.set(100_000);
    await evictDurableObject(clock);
    expect(await runDurableObjectAlarm(clock)).toBe(true);
    expect(await runDurableObjectAlarm(clock)).toBe(false);
    await clock.fail(1);
    await clock.set(100_000);
    await expect(runDurableObjectAlarm(clock)).rejects.toThrow("alarm failed");
    expect(await runDurableObjectAlarm(clock)).toBe(false);
  });

  it("can't be set by a class without alarm", async () => {
    await expect(host({ Silent }).Silent.getByName("a").set()).rejects.toThrow(TypeError);
  });
});

describe("evictDurableObject", () => {
  it("waits for calls in progress, and keeps the stub usable", async () => {
    const clock = host({ Clock }).Clock.getByName("a");
    const before = await runInDurableObject(clock, (instance: Clock) => instance);
    const slow = clock.slow();
    await evictDurableObject(clock);
    expect(await slow).toBe("done");
    expect(await runInDurableObject(clock, (instance: Clock) => instance)).not.toBe(before);
  });

  it("refuses an object that is not in memory", async () => {
    const clock = host({ Clock }).Clock.getByName("a");
    await expect(evictDurableObject(clock)).rejects.toMatchObject({ code: "ERR_DO_HOST" });
  });
});

it("code of a broken object can't write anymore", async () => {
  class Leaky extends DurableObject {
    async writeLater(): Promise<void> {
      await new Promise((resolve) => setTimeout(resolve, 5));
      await this.ctx.storage.put("late", true);
    }
    stop(): void {
      this.ctx.abort("stopped");
    }
    late(): Promise<unknown> {
      return this.ctx.storage.get("late");
    }
  }
  const { Leaky: leaky } = host({ Leaky });
  const stub = leaky.getByName("a");
  const writing = stub.writeLater();
  const refused = expect(writing).rejects.toThrow("stopped");
  await expect(stub.stop()).rejects.toMatchObject({ message: "stopped", durableObjectReset: true });
  await refused;
  await new Promise((resolve) => setTimeout(resolve, 15));
  expect(await leaky.getByName("a").late()).toBeUndefined();
});

describe("listDurableObjectIds", () => {
  it("lists the constructed objects, and in a subnamespace only its own", async () => {
    const { Clock: clocks } = host({ Clock });
    const eu = clocks.jurisdiction("eu");
    await clocks.getByName("a").rung();
    await eu.getByName("b").rung();
    clocks.getByName("never called");
    expect((await listDurableObjectIds(clocks)).map(String)).toEqual([
      String(clocks.idFromName("a")),
      String(eu.idFromName("b")),
    ]);
    expect((await listDurableObjectIds(eu)).map(String)).toEqual([String(eu.idFromName("b"))]);
  });
});

describe("runInDurableObject", () => {
  it("passes the object and its ctx, and throws the callback's error", async () => {
    const clock = host({ Clock }).Clock.getByName("a");
    const error = new RangeError("mine");
    const got = await runInDurableObject(clock, (instance: Clock, ctx: ObjectContext) => [instance, ctx.id.name]);
    expect(got).toEqual([expect.any(Clock), "a"]);
    const failing = runInDurableObject(clock, () => {
      throw error;
    });
    await expect(failing).rejects.toBe(error);
  });
});

it("objects without a host are refused", async () => {
  const rooms = new DurableObjectNamespace({ uniqueKey: "a" });
  for (const refused of [runDurableObjectAlarm({}), evictDurableObject({}), runInDurableObject({}, () => 1)]) {
    await expect(refused).rejects.toMatchObject({ code: "ERR_DO_ARGUMENT" });
  }
  await expect(listDurableObjectIds(rooms)).rejects.toMatchObject({ code: "ERR_DO_ARGUMENT" });
});

it("env belongs to the last host", () => {
  host({ Clock });
  const last = host({ Silent }, { env: { NAME: "x" } });
  expect(globalEnv).toEqual(last);
  expect(globalEnv.Silent).toBe(last.Silent);
});

describe("a custom storage", () => {
  /** Answers later than in a microtask. */
  class SlowStorage {
    readonly #values = new Map<string, number>();
    async get(key: string): Promise<number> {
      await new Promise((resolve) => setTimeout(resolve, 1));
      return this.#values.get(key) ?? 0;
    }
    async put(key: string, value: number): Promise<void> {
      await new Promise((resolve) => setTimeout(resolve, 1));
      this.#values.set(key, value);
    }
  }
  class Counter {
    readonly #storage: SlowStorage;
    constructor(ctx: ObjectContext<SlowStorage>) {
      this.#storage = ctx.storage;
    }
    async increment(): Promise<number> {
      const count = (await this.#storage.get("count")) + 1;
      await this.#storage.put("count", count);
      return count;
    }
  }

  it("closes the gate too", async () => {
    const counter = host({ Counter }, { storage: () => new SlowStorage() }).Counter.getByName("a");
    const counts = await Promise.all(Array.from({ length: 20 }, () => counter.increment()));
    expect(counts).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });
});

it("a second host with the same memoryStorage finds keys and alarms", async () => {
  const storage = memoryStorage();
  await host({ Clock }, { storage }).Clock.getByName("a").set(100_000);
  const again = host({ Clock }, { storage }).Clock.getByName("a");
  expect(await runDurableObjectAlarm(again)).toBe(true);
  expect(await again.rung()).toHaveLength(1);
  expect(await runInDurableObject(again, (_, ctx) => ctx.storage.getAlarm())).toBeNull();
});
