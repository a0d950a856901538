import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Batch, SHARED_SIZE } from "../../src/bulk/records/batch.js";
import { CheckError, type Thread, Verdict } from "../../src/check/index.js";
import { BatchQueue } from "../../src/check/threads/queue.js";
import { serveBatches } from "../../src/check/threads/serve-batches.js";
import { spawnFrom, spawnOf } from "../../src/check/threads/spawn.js";
import { startError } from "../../src/check/threads/start-error.js";
import { ThreadJudge } from "../../src/check/threads/thread-judge.js";
import { compiledModule, createClassifier, selectEngine } from "../../src/engine/select.js";
import { testNamespace, testScope } from "../engine/samples.js";

const SLOTS = 3;
/** No verdict. */
const UNJUDGED = 99;

describe("BatchQueue", () => {
  test("hands out each batch once, in order, also when its slots are used again", () => {
    const memory = BatchQueue.allocate(SLOTS);
    const [writer, reader] = [new BatchQueue(memory, SLOTS), new BatchQueue(memory, SLOTS)];
    expect(reader.take()).toBeUndefined();
    for (let round = 0; round < 3 * SLOTS; round += SLOTS) {
      for (let i = 0; i < SLOTS; i++) writer.publish(100 + round + i);
      for (let i = 0; i < SLOTS; i++) {
        const number = i % 2 === 0 ? reader.takeOrWait() : writer.take();
        expect([number, reader.rowsOf(round + i)]).toEqual([round + i, 100 + round + i]);
      }
      expect([reader.take(), writer.take()]).toEqual([undefined, undefined]);
      // In another order than they were taken.
      for (let i = SLOTS - 1; i >= 0; i--) {
        expect(writer.isDone(round + i)).toBe(false);
        reader.finish(round + i);
        expect(writer.isDone(round + i)).toBe(true);
      }
      for (let i = 0; i < SLOTS; i++) expect(reader.rowsOf(round + i)).toBe(100 + round + i);
    }
  });

  test("tells of a change when the batch is done, and at once if it is", async () => {
    const queue = new BatchQueue(BatchQueue.allocate(SLOTS), SLOTS);
    queue.publish(1);
    let hasChanged = false;
    const change = queue.change(0).then(() => {
      hasChanged = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(hasChanged).toBe(false);
    queue.finish(0);
    await change;
    await queue.change(0);
  });

  test("gives no batch once it is stopped", () => {
    const queue = new BatchQueue(BatchQueue.allocate(SLOTS), SLOTS);
    queue.publish(1);
    queue.stop();
    expect(queue.takeOrWait()).toBeUndefined();
  });
});

describe("ThreadJudge", () => {
  const scope = testScope(testNamespace(new Uint8Array(32).fill(7)));
  const engine = selectEngine();
  const id = engine.prepare(scope.keys).named("lobby", 0);

  /** Threads that do nothing until they are told to fail. */
  function judgeOf() {
    const threads: { fail(error: Error): void; isEnded: boolean }[] = [];
    const start = (): Thread[] =>
      [0, 1].map(() => {
        const thread = { fail: (_: Error): void => undefined, isEnded: false };
        threads.push(thread);
        return {
          on(event: "error" | "message", listener: (value: never) => void) {
            if (event === "error") thread.fail = listener as (error: Error) => void;
          },
          postMessage: () => undefined,
          async terminate() {
            thread.isEnded = true;
          },
        };
      });
    const batches = Array.from({ length: SLOTS }, () => new Batch(new SharedArrayBuffer(SHARED_SIZE)));
    const queue = new BatchQueue(BatchQueue.allocate(SLOTS), SLOTS);
    const judge = new ThreadJudge(start, queue, batches, createClassifier(engine, [scope]));
    const submit = (number: number, count: number) => {
      const batch = batches[number % SLOTS];
      batch.count = count;
      batch.rows.set(Buffer.from(id), 0);
      batch.rows.set(Buffer.from("x".repeat(64)), 64);
      judge.submit(batch);
      return batch;
    };
    return { judge, threads, queue, submit };
  }

  test("judges itself until there are more than 65,536 records, and then starts its threads once", async () => {
    const { judge, threads, submit } = judgeOf();
    for (let number = 0; number < 34; number++) {
      expect(judge.isSettled()).toBe(false);
      const { verdicts } = submit(number, number >= 32 ? 1 : 2048);
      expect(threads.length).toBe(number >= 32 ? 2 : 0);
      await judge.settle(false);
      expect([verdicts[0], verdicts[1]]).toEqual([Verdict.valid, Verdict.malformed]);
    }
    await judge.close();
    expect(threads.map(({ isEnded }) => isEnded)).toEqual([true, true]);
  });

  test("waits for its threads if it is patient, and judges before it has any", async () => {
    const { judge, queue, submit } = judgeOf();
    submit(0, 1);
    await judge.settle(true);
    submit(1, 70_000);
    let isSettled = false;
    const settled = judge.settle(true)?.then(() => {
      isSettled = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isSettled).toBe(false);
    expect(queue.take()).toBe(1);
    queue.finish(1);
    await settled;
    await judge.close();
  });

  test("fails with the first of its threads, while it waits or later", async () => {
    const { judge, threads, submit } = judgeOf();
    submit(0, 70_000);
    const waiting = judge.settle(true);
    threads[1].fail(new Error("first"));
    threads[0].fail(new Error("second"));
    await expect(waiting).rejects.toThrow("first");
    await expect(judge.settle(false)).rejects.toThrow("first");
    await judge.close();
  });

  test("says how many threads it could not start, itself included", async () => {
    const { judge, threads, submit } = judgeOf();
    submit(0, 70_000);
    threads[0].fail(
      Object.assign(new Error("Worker initialization failure: EMFILE"), { code: "ERR_WORKER_INIT_FAILED" }),
    );
    await expect(judge.settle(true)).rejects.toThrow(/3 threads.*too many open files/);
    await judge.close();
  });
});

describe("serveBatches", () => {
  test.each(["wasm", "pure"])("judges batches until the queue is stopped: %s", (engine) => {
    const scope = testScope(testNamespace(new Uint8Array(32).fill(7)), 1);
    const namespace = { rootKey: scope.root, jurisdictions: { eu: 1, us: 4 }, code: 1 };
    const named = (code: number) => selectEngine().prepare(scope.keys).named("lobby", code);
    const memories = Array.from({ length: SLOTS }, () => new SharedArrayBuffer(SHARED_SIZE));
    const batches = memories.map((memory) => new Batch(memory));
    for (const batch of batches) batch.verdicts.fill(UNJUDGED);
    const memory = BatchQueue.allocate(SLOTS);
    const queue = new BatchQueue(memory, SLOTS);
    const ids = [named(1), named(4), named(0), "x".repeat(64)];
    for (const batch of batches) batch.rows.set(Buffer.from(ids.join("")), 0);
    // It may ask for another batch, but must not judge it.
    for (let number = 0; number < SLOTS; number++) queue.publish(number === 1 ? 4 : 1);
    const { finish } = BatchQueue.prototype;
    const spy = vi.spyOn(BatchQueue.prototype, "finish").mockImplementation(function (this: BatchQueue, number) {
      finish.call(this, number);
      if (number === 1) queue.stop();
    });
    onTestFinished(() => spy.mockRestore());
    const module = engine === "wasm" ? compiledModule() : undefined;
    serveBatches({ module, namespaces: [namespace], queue: memory, batches: memories });
    const { valid, wrongJurisdiction, malformed } = Verdict;
    expect([...batches[0].verdicts.subarray(0, 2)]).toEqual([valid, UNJUDGED]);
    expect([...batches[1].verdicts.subarray(0, 5)]).toEqual([
      valid,
      wrongJurisdiction,
      wrongJurisdiction,
      malformed,
      UNJUDGED,
    ]);
    expect([...batches[1].jurisdictions.subarray(0, 3)]).toEqual([1, 4, 0]);
    expect(batches[2].verdicts[0]).toBe(UNJUDGED);
    expect([0, 1, 2].map((number) => queue.isDone(number))).toEqual([true, true, false]);
  });
});

describe("spawnFrom", () => {
  test("starts a thread with its data and limits", async () => {
    const program =
      'import { parentPort, resourceLimits, workerData } from "node:worker_threads"; parentPort.postMessage({ workerData, resourceLimits });';
    const thread = spawnFrom(new URL(`data:text/javascript,${program}`))({ seven: 7 }, { maxOldGenerationSizeMb: 20 });
    const message = await new Promise((resolve) => thread.on("message", resolve));
    expect(message).toMatchObject({ workerData: { seven: 7 }, resourceLimits: { maxOldGenerationSizeMb: 20 } });
    await thread.terminate();
  });

  test("is for the program next to it by default", async () => {
    const thread = spawnOf(undefined)({}, {});
    const error = await new Promise<Error>((resolve) => thread.on("error", resolve));
    expect(error).toMatchObject({
      code: expect.stringMatching(/MODULE_NOT_FOUND$/),
      message: expect.stringContaining("threads/worker.js"),
    });
    const spawn = () => thread;
    expect(spawnOf(spawn)).toBe(spawn);
  });
});

describe("startError", () => {
  const failure = (code: string, message: string) => Object.assign(new Error(message), { code });

  test.each([
    ["MODULE_NOT_FOUND", "Cannot find x.js\nRequire stack"],
    ["ERR_MODULE_NOT_FOUND", "Cannot find x.js"],
  ])("%s: the program is missing", (code, message) => {
    const [one, two] = [1, 2].map((threads) => startError(failure(code, message), threads));
    expect(one).toBeInstanceOf(CheckError);
    expect([one?.message, two?.message]).toEqual([
      expect.stringMatching(/find x\.js.*spawn$/),
      expect.stringMatching(/find x\.js.*spawn.*jobs$/),
    ]);
  });

  test("no room for a thread: with the system's reason, or as it is", () => {
    const error = (message: string, threads: number) => startError(failure("ERR_WORKER_INIT_FAILED", message), threads);
    expect(error("Worker initialization failure: EMFILE", 1)?.message).toMatch(/a thread: too many open files$/);
    expect(error("Worker initialization failure: EMFILE", 5)?.message).toMatch(/5 threads: too many open.*--jobs/);
    expect(error("no such code", 1)?.message).toMatch(/: no such code$/);
  });

  test("any other error is not one of starting", () => {
    expect(startError(new Error("x"), 1)).toBeUndefined();
    expect(startError(failure("EMFILE", "x"), 1)).toBeUndefined();
  });
});
