import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  Annotation,
  CheckError,
  Counts,
  createPlan,
  type Destination,
  FaultHistogram,
  InputError,
  type InputInfo,
  type Place,
  type Plan,
  type PlanOptions,
  type RecordBatch,
  run,
  Samples,
  Selection,
  type Sink,
  Verdict,
} from "../../src/check/index.js";
import { judgedNamespace } from "../../src/check/namespaces.js";
import { DurableObjectNamespace } from "../../src/index.js";
import { SeededRandom } from "../../support/random.js";

const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
const carts = new DurableObjectNamespace({ uniqueKey: "my-worker-Cart" }).jurisdiction("eu");
const namespaces = [
  { label: "rooms", namespace: rooms },
  { label: "carts", namespace: carts },
];
const judged = namespaces.map(judgedNamespace);
const LOBBY = String(rooms.idFromName("lobby"));
const ANN = String(carts.idFromName("ann"));
const POOL = [LOBBY, ANN, LOBBY.toUpperCase(), "0".repeat(64), "bad", ""];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "durable-id-check-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Starts the threads of the shipped library: those of a program in TypeScript have no worker file. */
const spawn: NonNullable<PlanOptions["spawn"]> = (workerData) =>
  new Worker(new URL("../../dist/check/threads/worker.js", import.meta.url), { workerData });

const planOf = (files: readonly string[], options: Partial<PlanOptions> = {}): Promise<Plan> =>
  createPlan({ files, namespaces, jobs: 1, spawn, ...options });

/** What a sink of the user's own saw of a record. */
interface Seen {
  readonly file: string;
  readonly line: number;
  readonly offset: number;
  readonly id: string | undefined;
  readonly verdict: number;
}

/** A sink as a user might write it. */
class Collector implements Sink<readonly Seen[]> {
  readonly seen: Seen[] = [];
  readonly inputs: InputInfo[] = [];
  flushes = 0;

  startInput(input: InputInfo): void {
    this.inputs.push(input);
  }

  add(batch: RecordBatch): void {
    const { name: input, offset } = this.inputs.at(-1) ?? expect.fail("no input was started");
    for (let i = 0; i < batch.count; i++) {
      const at = offset + batch.offset + batch.starts[i];
      this.seen.push({
        file: input,
        line: batch.lineOf(i),
        offset: at,
        id: batch.idText(i),
        verdict: batch.verdicts[i],
      });
    }
  }

  async flush(): Promise<void> {
    this.flushes++;
  }

  snapshot(): readonly Seen[] {
    return [...this.seen];
  }

  merge(part: readonly Seen[]): void {
    this.seen.unshift(...part);
  }
}

const textOf = ({ seen }: Collector): string => JSON.stringify(seen.map(({ verdict, offset }) => [verdict, offset]));

/** A destination in memory. */
class Memory implements Destination {
  readonly #pieces: Buffer[] = [];
  async write(bytes: Uint8Array): Promise<void> {
    this.#pieces.push(Buffer.from(bytes));
  }
  get text(): string {
    return Buffer.concat(this.#pieces).toString();
  }
}

/** Several inputs of several formats, with more records than a batch holds. */
function inputs(seed: string, count: number): string[] {
  const random = new SeededRandom(seed);
  const ids = () => Array.from({ length: count }, () => random.pick(POOL));
  return [
    file("a.txt", `${ids().join("\n")}\n`),
    file(
      "b.csv",
      `n,id\n${ids()
        .map((id, i) => `"${i}\n",${id}`)
        .join("\r\n")}`,
    ),
    file(
      "c.jsonl",
      ids()
        .map((id) => `{"id":"${id}"}`)
        .join("\n"),
    ),
    file("d.json", JSON.stringify(ids().map((id) => ({ id })))),
    file("e.txt.gz", gzipSync(`${ids().join("\r\n")}\r\n`)),
  ];
}

describe("run", () => {
  test("hands every record to a sink of the user's own, in order", async () => {
    const collector = new Collector();
    const paths = [file("one.csv", `id,x\n${LOBBY},"a\nb"\nbad,\n`), file("two.txt", `${ANN}\n${"0".repeat(64)}`)];
    const end = await run(await planOf(paths, { field: "id" }), [collector]);
    expect(end.fault).toBeUndefined();
    expect(end.place).toMatchObject({ input: 2, offset: 210 });
    expect(collector.seen).toEqual([
      { file: paths[0], line: 2, offset: 5, id: LOBBY, verdict: Verdict.valid },
      { file: paths[0], line: 4, offset: 76, id: "bad", verdict: Verdict.malformed },
      { file: paths[1], line: 1, offset: 81, id: ANN, verdict: Verdict.valid },
      { file: paths[1], line: 2, offset: 146, id: "0".repeat(64), verdict: Verdict.foreign },
    ]);
    expect(collector.inputs.map(({ header }) => header && Buffer.from(header).toString())).toEqual([
      "id,x\n",
      undefined,
    ]);
    expect(collector.flushes).toBeGreaterThan(0);
  });

  test.each([1, 2, 3])("gives several sinks the same records, with %d threads", async (jobs) => {
    const paths = inputs("sinks", 30_000);
    const outputs = { annotation: new Memory(), good: new Memory(), bad: new Memory() };
    const [collector, counts, samples, histogram] = [
      new Collector(),
      new Counts(judged),
      new Samples(judged),
      new FaultHistogram(0),
    ];
    const end = await run(await planOf(paths.slice(2), { field: "id", jobs }), [
      ...[collector, counts, samples, histogram, new Annotation(judged, outputs.annotation)],
      ...[new Selection("valid", "good", outputs.good), new Selection("invalid", "bad", outputs.bad)],
    ]);
    expect(end.fault).toBeUndefined();
    expect(collector.seen).toHaveLength(90_000);
    const count = (verdict: number) => collector.seen.filter((record) => record.verdict === verdict).length;
    expect(counts.tally()).toEqual({
      total: 90_000,
      valid: count(Verdict.valid),
      malformed: count(Verdict.malformed),
      foreign: count(Verdict.foreign),
      wrongJurisdiction: 0,
    });
    const bins = histogram.bins();
    expect(bins.reduce((sum, { total }) => sum + total, 0)).toBe(90_000);
    expect(outputs.annotation.text.split("\n")).toHaveLength(90_001);
    expect(outputs.good.text.split("\n")).toHaveLength(count(Verdict.valid) + 1);
    expect(outputs.bad.text.split("\n")).toHaveLength(90_000 - count(Verdict.valid) + 1);
    // One of each of the three inputs.
    const foreign = collector.seen.filter(({ verdict }) => verdict === Verdict.foreign);
    const first = paths.slice(2).map((path) => foreign.find(({ file: name }) => name === path));
    expect(samples.samples().filter(({ verdict }) => verdict === "foreign")).toEqual(
      first.map((seen) => ({
        ...{ input: seen?.file, line: seen?.line, verdict: "foreign", reason: "unknown", text: seen?.id },
      })),
    );
  });

  test("goes on from any place, with the snapshots of an earlier run", async () => {
    const paths = inputs("resume", 5000);
    const whole = new Collector();
    const [all, wholeCounts] = [new Memory(), new Counts(judged)];
    await run(await planOf(paths, { field: "id" }), [whole, wholeCounts, new Annotation(judged, all)]);

    const moments: { place: Place; snapshots: readonly unknown[]; length: number }[] = [];
    const [output, sinks] = [new Memory(), [new Collector(), new Counts(judged)]];
    const annotation = new Annotation(judged, output);
    await run(await planOf(paths, { field: "id" }), [...sinks, annotation], {
      async onPlace(place) {
        await annotation.flush();
        const snapshots = structuredClone([...sinks, annotation].map((sink) => sink.snapshot()));
        // A checkpoint is JSON.
        moments.push(JSON.parse(JSON.stringify({ place, snapshots, length: output.text.length })));
      },
    });
    expect(moments.length).toBeGreaterThan(paths.length * 2);
    for (const { place, snapshots, length } of moments) {
      const [collector, counts, rest] = [new Collector(), new Counts(judged), new Memory()];
      const resumed = [collector, counts, new Annotation(judged, rest)] as readonly Sink[];
      for (const [i, sink] of resumed.entries()) sink.merge(snapshots[i]);
      const { fault, place: end } = await run(await planOf(paths, { field: "id" }), resumed, {}, place);
      expect([fault, end.input]).toEqual([undefined, paths.length]);
      // Tens of thousands of records: compared as text, because that is fast.
      expect(textOf(collector) === textOf(whole), JSON.stringify(place)).toBe(true);
      expect(counts.snapshot()).toEqual(wholeCounts.snapshot());
      expect(rest.text).toBe(all.text.slice(length));
    }
  });

  test("tells a fault of an input, after everything before it", async () => {
    const paths = [file("good.txt", `${LOBBY}\n`), file("open.csv", `id\n${LOBBY}\n"x`)];
    for (const jobs of [1, 2]) {
      const counts = new Counts(judged);
      const { fault, place } = await run(await planOf(paths, { field: "id", jobs }), [counts]);
      expect(fault).toBeInstanceOf(InputError);
      expect(fault?.message).toMatch(/open\.csv.*line 3/);
      expect(place.input).toBe(1);
      expect(counts.tally()).toMatchObject({ total: 3, valid: 2, malformed: 1 });
    }
  });

  test.each([1, 2])("throws what a sink throws, with %d threads", async (jobs) => {
    const refusal = new Error("full");
    const sink: Sink = {
      add: () => {
        throw refusal;
      },
      snapshot: () => null,
      merge: () => undefined,
    };
    const plan = await planOf([file("many.txt", `${LOBBY}\n`.repeat(200_000))], { jobs });
    await expect(run(plan, [sink])).rejects.toBe(refusal);
  });

  test.each([1, 2])("gives an input to no sink if one of them refuses it, with %d threads", async (jobs) => {
    const counts = new Counts(judged);
    const sink: Sink = {
      startInput: ({ name }) => {
        if (name.endsWith("second.txt")) throw new InputError("refused");
      },
      add: () => undefined,
      snapshot: () => null,
      merge: () => undefined,
    };
    const paths = [file("first.txt", `${LOBBY}\n`), file("second.txt", `${LOBBY}\n`)];
    const { fault } = await run(await planOf(paths, { jobs }), [counts, sink]);
    expect(fault?.message).toBe("refused");
    expect(counts.tally().total).toBe(1);
  });

  test.each([
    [2, 0],
    [3, 1],
  ])("of %d threads, gzip has one that is zlib's and %d that judge only", async (jobs, judges) => {
    const path = file("many.txt.gz", gzipSync(`${LOBBY}\n`.repeat(200_000)));
    let started = 0;
    const counting: typeof spawn = (...setup) => {
      started++;
      return spawn(...setup);
    };
    const counts = new Counts(judged);
    await run(await planOf([path], { jobs, spawn: counting }), [counts]);
    expect([started, counts.tally().valid]).toEqual([judges, 200_000]);
  });

  test("tells a bundled program that the program of its threads is missing", async () => {
    let fail = (): void => undefined;
    const failed = new Promise<void>((resolve) => {
      fail = resolve;
    });
    async function* ids(): AsyncGenerator<Uint8Array> {
      const chunk = new TextEncoder().encode("bad\n".repeat(70_000));
      yield chunk;
      await failed;
      yield chunk;
    }
    const missing: typeof spawn = (workerData) => {
      const thread = new Worker(new URL("./missing.js", import.meta.url), { workerData });
      thread.on("error", () => fail());
      return thread;
    };
    const plan = await planOf(["-"], { stdin: ids(), jobs: 2, spawn: missing });
    const error: unknown = await run(plan, [new Counts(judged)]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CheckError);
    expect(error).toMatchObject({ code: "ERR_DO_CHECK", message: expect.stringMatching(/missing\.js.*spawn.*jobs/) });
  });

  test("is stopped by a signal, and tells how far it came", async () => {
    const controller = new AbortController();
    const counts = new Counts(judged);
    const path = file("long.txt", `${LOBBY}\n`.repeat(200_000));
    const plan = await planOf([path], { stop: controller.signal });
    const { fault, place } = await run(plan, [counts], { onProgress: () => controller.abort("SIGINT") });
    expect(fault).toMatchObject({ code: "ERR_DO_CHECK", signal: "SIGINT" });
    const { total } = counts.tally();
    expect(total).toBeLessThan(200_000);
    expect(place.position.offset).toBe(total * 65);
  });
});

describe("createPlan", () => {
  test.each<[string, Partial<PlanOptions>, string]>([
    ["no file", { files: [] }, "ERR_DO_ARGUMENT"],
    ["no namespace", { namespaces: [] }, "ERR_DO_ARGUMENT"],
    ["no thread", { jobs: 0 }, "ERR_DO_ARGUMENT"],
    ["half a thread", { jobs: 1.5 }, "ERR_DO_ARGUMENT"],
    ["too many threads", { jobs: 65 }, "ERR_DO_ARGUMENT"],
    ["a format that doesn't exist", { format: "xml" as "csv" }, "ERR_DO_RECORDS_OPTION"],
    ["a delimiter of two characters", { format: "csv", delimiter: ";;" }, "ERR_DO_RECORDS_OPTION"],
    ["a column without a number", { format: "csv", header: false, field: "id" }, "ERR_DO_RECORDS_OPTION"],
  ])("refuses %s", async (_, options, code) => {
    const input = file("x.txt", "");
    await expect(createPlan({ files: [input], namespaces, ...options })).rejects.toMatchObject({
      name: "RangeError",
      code,
    });
  });

  test("looks at every input before the first is read", async () => {
    await expect(planOf([file("x.txt", ""), join(folder, "missing")])).rejects.toBeInstanceOf(CheckError);
    await expect(planOf([folder])).rejects.toMatchObject({ code: "ERR_DO_CHECK" });
    await expect(planOf(["-", "-"])).rejects.toMatchObject({ code: "ERR_DO_CHECK" });
  });

  test("takes the format of a file from its extension", async () => {
    const names = ["a.csv", "a.tsv.gz", "a.NDJSON", "a.json.zst", "a.log", "a"];
    const { inputs: planned } = await planOf(
      names.map((name) => file(`format-${name}`, "")),
      { field: "id" },
    );
    expect(planned.map(({ format }) => format.format.format)).toEqual(["csv", "csv", "jsonl", "json", "text", "text"]);
    expect(planned[1].format.format).toMatchObject({ delimiter: 0x09 });
  });
});
