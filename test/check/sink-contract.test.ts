import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  createPlan,
  formVerdicts,
  InputError,
  type InputInfo,
  type PlanOptions,
  run,
  type Sink,
} from "../../src/check/index.js";
import { FOO, scratch } from "../cli/support.js";

/** Lines of more than two batches. */
const MANY = `${FOO}\n`.repeat(5000);

/** A sink that notes its calls. */
function noting(sink: Partial<Sink> = {}) {
  const calls: string[] = [];
  const inputs: InputInfo[] = [];
  const noted: Sink = {
    startInput(input) {
      inputs.push(input);
      calls.push("start");
    },
    add: () => void calls.push("add"),
    flush: async () => void calls.push("flush"),
    snapshot: () => null,
    merge: () => undefined,
    ...sink,
  };
  return { calls, inputs, sink: noted };
}

/** A plan for files of these contents. */
async function planOf(contents: Readonly<Record<string, string>>, options: Partial<PlanOptions> = {}) {
  const { path } = scratch();
  for (const [name, content] of Object.entries(contents)) writeFileSync(join(path, name), content);
  const files = Object.keys(contents).map((name) => join(path, name));
  return createPlan({ files, verdicts: formVerdicts(), ...options });
}

describe("a sink", () => {
  test("is told of an input with a header and no records, and not of one that is damaged or empty", async () => {
    const { calls, inputs, sink } = noting();
    const end = await run(await planOf({ "a.csv": "id,x\n", "b.txt": "", "c.csv": 'id\n"open' }, { field: "id" }), [
      sink,
    ]);
    expect(end.fault?.message).toContain("c.csv");
    expect(inputs.map(({ index, header }) => [index, header && Buffer.from(header).toString()])).toEqual([
      [0, "id,x\n"],
      [2, "id\n"],
    ]);
    expect(calls.filter((call) => call === "add")).toHaveLength(1);
    const headerOnly = noting();
    await run(await planOf({ "a.csv": '"id' }, { field: "id" }), [headerOnly.sink]);
    expect(headerOnly.inputs).toEqual([]);
  });

  test("knows whether an earlier run had the first records of an input", async () => {
    const places: Parameters<typeof run>[3][] = [];
    const plan = () => planOf({ "a.txt": MANY, "b.txt": MANY });
    await run(await plan(), [], { onPlace: (place) => void places.push(place) });
    const resumed = await Promise.all(
      [undefined, places[0], places[2]].map(async (place) => {
        const { inputs, sink } = noting();
        await run(await plan(), [sink], {}, place);
        return inputs.map(({ index, isResumed }) => [index, isResumed]);
      }),
    );
    expect(resumed[0]).toEqual([
      [0, false],
      [1, false],
    ]);
    expect(resumed[1]).toEqual([
      [0, true],
      [1, false],
    ]);
    expect(resumed[2].at(-1)).toEqual([1, false]);
  });

  test.each([
    [0, false],
    [512 * 1024, false],
    [512 * 1024 + 1, true],
  ])("is flushed after each batch if sinks buffer more than 1 MB: two with %d bytes", async (pending, isFlushed) => {
    const [a, b] = [noting({ pending }), noting({ pending })];
    await run(await planOf({ "a.txt": MANY }), [a.sink, b.sink]);
    expect(a.calls.join().includes("add,add")).toBe(!isFlushed);
    expect(a.calls.at(-1)).toBe("flush");
  });

  test("prepares a batch before any sink knows it, or its input", async () => {
    const { calls, sink } = noting();
    const order: string[] = [];
    const prepare = async () => void order.push(`prepare after ${calls.filter((call) => call !== "flush").join()}`);
    await run(await planOf({ "a.txt": MANY }), [sink, noting({ prepare }).sink]);
    expect(order).toEqual(["prepare after ", "prepare after start,add", "prepare after start,add,add"]);
  });

  test("gets nothing more once one of them can't prepare a batch", async () => {
    const { calls, sink } = noting();
    let batches = 0;
    const prepare = async () => {
      if (++batches === 2) throw new InputError("stopped");
    };
    const { fault, place } = await run(await planOf({ "a.txt": MANY }), [sink, noting({ prepare }).sink]);
    expect([fault?.message, batches, place.position.line]).toEqual(["stopped", 2, 2049]);
    expect(calls.filter((call) => call === "add")).toHaveLength(1);
  });
});

test("a run closes its judge and its input, however it ends", async () => {
  const failures = [undefined, new InputError("input"), new Error("sink")];
  for (const failure of failures) {
    const state = { isRead: false, isClosed: false };
    async function* stdin(): AsyncGenerator<Uint8Array> {
      try {
        yield Buffer.from(MANY);
      } finally {
        state.isRead = true;
      }
    }
    const verdicts = formVerdicts();
    const { open } = verdicts;
    verdicts.open = (...args) => {
      const opened = open(...args);
      opened.judge.close = async () => {
        state.isClosed = true;
      };
      return opened;
    };
    const add = () => {
      if (failure) throw failure;
    };
    const running = run(await createPlan({ files: ["-"], stdin: stdin(), verdicts }), [noting({ add }).sink]);
    if (failure instanceof InputError || failure === undefined) expect((await running).fault).toBe(failure);
    else await expect(running).rejects.toBe(failure);
    expect(state).toEqual({ isRead: true, isClosed: true });
  }
});
