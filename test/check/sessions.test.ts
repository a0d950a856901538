import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type CheckHooks,
  checkFiles,
  createPlan,
  FileClaims,
  formVerdicts,
  type OutputOptions,
  type PlanOptions,
  Stopped,
} from "../../src/check/index.js";
import { DurableObjectNamespace } from "../../src/index.js";
import { processOwner } from "../../src/system/owner.js";
import { ownerOf, temporaryName } from "../../src/system/temporary.js";
import { FOO, FOREIGN, ROOMS, scratch } from "../cli/support.js";

const namespaces = [{ label: "rooms", namespace: new DurableObjectNamespace({ uniqueKey: ROOMS }) }];
const ALIVE = processOwner();
const DEAD = ALIVE.replace(/^p\d+/, "p4194305");
const DAMAGED = `0${FOO.slice(1)}`;
/** More than a batch. */
const TEXT = `${FOO}\nbad\n${DAMAGED}\n${FOREIGN}\n`.repeat(600);
const OUTPUTS = ["all", "bad", "bad.tsv", "good", "page", "repairs", "tests"];
/** The outputs that an interrupted run keeps. */
const GROWING = ["all", "bad", "bad.tsv", "good", "repairs"];

interface Attempt {
  /** Other options than those of all attempts. */
  readonly changed?: OutputOptions;
  /** Stops the run after so many batches. */
  readonly stopAt?: number;
  readonly hooks?: CheckHooks;
  readonly input?: string;
  readonly planned?: Partial<PlanOptions>;
}

/** A folder with an input, and a run with every output that can be tried several times. */
function world(input = scratch().file("in.txt", TEXT)) {
  const { path, file } = scratch();
  const attempt = async ({ changed, stopAt, hooks, input: other = input, planned }: Attempt = {}) => {
    const controller = new AbortController();
    const { signal: stop } = controller;
    let batches = 0;
    const plan = await createPlan({ files: [other], namespaces, jobs: 1, stop, ...planned });
    const claims = new FileClaims();
    await claims.read("the input", other);
    const at = (name: string) => join(path, name);
    const outputs: OutputOptions = {
      ...{
        annotate: at("all"),
        invalid: at("bad.tsv"),
        invalidRecords: at("bad"),
        valid: at("good"),
        duplicates: true,
      },
      report: {
        path: at("page"),
        render: ({ bins, inputStarts }) => JSON.stringify([bins.map(({ total }) => total), inputStarts]),
      },
      results: { path: at("tests"), render: (_, fault) => fault?.message ?? "" },
      ...{ repairs: { path: at("repairs"), limit: 10 }, checkpoint: { path: at("job"), interval: 0 }, ...changed },
    };
    return checkFiles(plan, outputs, claims, {
      onProgress: () => ++batches === stopAt && controller.abort("SIGTERM"),
      now: () => 0,
      ...hooks,
    });
  };
  const contents = () =>
    Object.fromEntries(readdirSync(path).map((name) => [name, readFileSync(join(path, name), "utf8")]));
  /** The one temporary file, or folder, for an output. */
  const temporary = (name: string) => {
    const found = readdirSync(path).filter((each) => ownerOf(each, name) !== undefined);
    expect(found).toHaveLength(1);
    return join(path, found[0]);
  };
  return { path, file, input, attempt, contents, temporary };
}

describe("a run with a checkpoint", () => {
  test("goes on where it was stopped, with all outputs", async () => {
    const calm = world();
    const expected = await calm.attempt();
    expect(expected).toMatchObject({
      total: 2400,
      valid: 600,
      duplicates: { distinct: 1 },
      repairs: { repaired: 5 },
    });
    expect(readdirSync(calm.path).sort()).toEqual(OUTPUTS);

    const { path, attempt, contents, temporary } = world(calm.input);
    await expect(attempt({ stopAt: 1 })).rejects.toBeInstanceOf(Stopped);
    // Test results are written however the run ends.
    expect(readdirSync(path).filter((name) => !name.startsWith("."))).toEqual(["job", "tests"]);
    expect(readFileSync(join(path, "tests"), "utf8")).toContain("SIGTERM");
    for (const name of [...GROWING, "job"]) temporary(name);
    expect(await attempt()).toEqual(expected);
    expect(contents()).toEqual(calm.contents());
  });

  test.each([2, 3])("goes on before a record that is too long to keep: stopped after %d batches", async (stopAt) => {
    const calm = world(scratch().file("in.txt", `${FOO}\nbad\n${"y".repeat(1_500_000)}\n${FOO}\n${FOREIGN}\n`));
    const expected = await calm.attempt();
    const { attempt, contents } = world(calm.input);
    // Saved only when the run stops.
    const changed = (path: string) => ({ checkpoint: { path, interval: 1e9 } });
    const state = scratch().file("job", "");
    rmSync(state);
    await expect(attempt({ stopAt, changed: changed(state) })).rejects.toBeInstanceOf(Stopped);
    expect(existsSync(state)).toBe(true);
    expect(await attempt({ changed: changed(state) })).toEqual(expected);
    expect(contents()).toEqual(calm.contents());
  });

  test("goes on from its last checkpoint if it fails", async () => {
    const { path, attempt } = world();
    let batches = 0;
    const onProgress = () => {
      if (++batches === 2) throw new Error("bug");
    };
    await expect(attempt({ hooks: { onProgress } })).rejects.toThrow("bug");
    expect(readdirSync(path)).toContain("job");
    const lines: number[] = [];
    await attempt({ hooks: { onStart: (counts) => void lines.push(counts.tally().total) } });
    expect(lines).toEqual([2048]);
  });

  test("counts the time of all its parts", async () => {
    const { attempt } = world();
    let clock = 0;
    const hooks: CheckHooks = {
      now: () => clock,
      onStart: () => {
        clock += 1000;
      },
    };
    await expect(attempt({ stopAt: 1, hooks })).rejects.toBeInstanceOf(Stopped);
    expect(await attempt({ hooks })).toMatchObject({ seconds: 2, idsPerSecond: 1200 });
  });

  test("is refused with other keys, options or inputs", async () => {
    const { path, input, attempt } = world();
    await expect(attempt({ stopAt: 1 })).rejects.toBeInstanceOf(Stopped);
    const before = readdirSync(path).sort();
    const label = "rooms";
    const otherKey = new DurableObjectNamespace({ uniqueKey: "other" });
    const changes: readonly Attempt[] = [
      { planned: { namespaces: [{ label, namespace: otherKey }] } },
      { planned: { namespaces: [{ ...namespaces[0], label: "other" }] } },
      { planned: { format: "csv", field: "id" } },
      { changed: { duplicates: false } },
      { changed: { duplicates: undefined } },
      { changed: { samples: 5 } },
      { changed: { samples: 0 } },
      { changed: { repairs: { path: join(path, "repairs"), limit: 11 } } },
      { changed: { repairs: { path: join(path, "repairs") } } },
      ...["annotate", "invalid", "invalidRecords", "valid", "repairs"].map((name) => ({
        changed: { [name]: undefined },
      })),
      { changed: { valid: join(path, "elsewhere") } },
    ];
    for (const change of changes) {
      await expect(attempt(change), JSON.stringify(change)).rejects.toThrow(/other keys or options/);
    }
    writeFileSync(input, FOO, { flag: "a" });
    await expect(attempt()).rejects.toThrow(/was changed/);
    expect(readdirSync(path).sort()).toEqual(before);
  });

  test("that read everything gives its outputs their names, if that failed before", async () => {
    const calm = world();
    const expected = await calm.attempt();
    const { path, attempt, contents } = world(calm.input);
    const hooks = { onProgress: () => mkdirSync(join(path, "good"), { recursive: true }) };
    await expect(attempt({ hooks })).rejects.toThrow(/a folder/);
    rmdirSync(join(path, "good"));
    expect(readdirSync(path).filter((name) => !name.startsWith("."))).toEqual(["job"]);
    expect(await attempt()).toEqual(expected);
    expect(contents()).toEqual(calm.contents());
  });

  test("with too few records has nothing to go on with", async () => {
    const { path, attempt } = world();
    const changed = { checkpoint: { path: join(path, "job"), interval: 1e9 } };
    await expect(attempt({ planned: { minRecords: 2401 }, changed })).rejects.toThrow(/too few records/);
    expect(readdirSync(path)).toEqual(["tests"]);
  });

  test("is refused, and changes nothing, if an output is an unfinished file of another", async () => {
    const { path, attempt, temporary } = world();
    await expect(attempt({ stopAt: 1 })).rejects.toBeInstanceOf(Stopped);
    const before = readdirSync(path).sort();
    for (const name of GROWING) {
      const report = { path: temporary(name), render: () => "page" };
      await expect(attempt({ changed: { report } }), name).rejects.toThrow(/unfinished file of .* the same file/);
    }
    expect(readdirSync(path).sort()).toEqual(before);
  });

  test("has no limit of invalid records, which it would count again from 0", async () => {
    const { path, attempt } = world();
    await expect(attempt({ planned: { invalidLimit: 5000 } })).rejects.toThrow(/invalidLimit.*checkpoint/);
    expect(readdirSync(path)).toEqual([]);
    expect(await attempt({ planned: { invalidLimit: 5000 }, changed: { checkpoint: undefined } })).toMatchObject({
      total: 2400,
    });
  });

  test("needs the folder in which IDs are counted, until they are", async () => {
    const { path, attempt } = world();
    const folderOf = () => readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    await expect(attempt({ stopAt: 1 })).rejects.toBeInstanceOf(Stopped);
    const [{ name }] = folderOf();
    renameSync(join(path, name), join(path, "moved"));
    await expect(attempt()).rejects.toThrow(/removed/);
    writeFileSync(join(path, name), "");
    await expect(attempt()).rejects.toThrow(/not the folder/);
    rmSync(join(path, name));
    renameSync(join(path, "moved"), join(path, name));
    // All is done but printing the summary.
    const onSummary = () => Promise.reject(new Error("closed pipe"));
    await expect(attempt({ hooks: { onSummary } })).rejects.toThrow("closed pipe");
    rmSync(join(path, name), { recursive: true });
    expect(readdirSync(path).sort()).toEqual([...OUTPUTS, "job"].sort());
    expect(await attempt()).toMatchObject({ total: 2400, duplicates: { distinct: 1 } });
    expect(readdirSync(path).sort()).toEqual(OUTPUTS);
  });

  test("removes the files that a run left which its checkpoint doesn't name, and no others", async () => {
    const { path, file, attempt, temporary } = world();
    await expect(attempt({ stopAt: 1 })).rejects.toBeInstanceOf(Stopped);
    const owner = ownerOf(temporary("good").slice(path.length + 1), "good") ?? expect.fail("no owner");
    for (const name of [...OUTPUTS, "job"]) file(temporaryName(name, owner), "left");
    mkdirSync(join(path, temporaryName("job", owner)));
    const kept = [
      temporaryName("good", ALIVE),
      temporaryName("other", owner),
      temporaryName("good", "c0123456789abcdef"),
    ];
    for (const name of kept) file(name, "kept");
    await attempt();
    expect(readdirSync(path).sort()).toEqual([...OUTPUTS, ...kept].sort());
  });
});

test("a run without a checkpoint removes the files that killed processes left for its outputs, but not its input", async () => {
  const { path, file, attempt } = world();
  for (const name of OUTPUTS) file(temporaryName(name, DEAD), "left");
  const kept = [temporaryName("good", ALIVE), temporaryName("job", DEAD), temporaryName("good", DEAD)];
  for (const name of kept) file(name, TEXT);
  await attempt({ changed: { checkpoint: undefined }, input: join(path, kept[2]) });
  expect(readdirSync(path).sort()).toEqual([...OUTPUTS, ...kept].sort());
});

test("an output that is the input is refused by its option, and repairs without keys", async () => {
  const { path, input, attempt } = world();
  const render = () => "";
  const options: Readonly<Record<string, OutputOptions>> = {
    "--output": { annotate: input },
    "--invalid": { invalid: input },
    "--invalid-records": { invalidRecords: input },
    "--valid": { valid: input },
    "--repairs": { repairs: { path: input } },
    "--report": { report: { path: input, render } },
    "--junit": { results: { path: input, render } },
    "--checkpoint": { checkpoint: { path: input, interval: 0 } },
  };
  for (const [option, changed] of Object.entries(options)) {
    await expect(attempt({ changed })).rejects.toThrow(new RegExp(`^${option} "[^"]+" and the input`));
  }
  const planned = { namespaces: undefined, verdicts: formVerdicts() };
  await expect(attempt({ planned })).rejects.toThrow("--repairs");
  expect(await attempt({ planned, changed: { repairs: undefined } })).toMatchObject({ total: 2400, valid: 1800 });
  expect(readdirSync(path).sort()).toEqual(OUTPUTS.filter((name) => name !== "repairs"));
});

test("a summary has hints about inputs without an ID, and about foreign IDs", async () => {
  const { file, attempt } = world();
  const inputs = [file("bad.txt", "bad\n"), file("foreign.txt", `${FOREIGN}\n`.repeat(10))];
  const hints = [];
  for (const input of inputs) hints.push((await attempt({ input })).hints);
  expect(hints).toMatchObject([[{ kind: "all-malformed", input: inputs[0] }], [{ kind: "all-foreign" }]]);
});
