import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type CheckHooks,
  checkFiles,
  createPlan,
  FileClaims,
  type OutputOptions,
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
  /** Stops the run after its first batch. */
  readonly isStopped?: boolean;
  readonly hooks?: CheckHooks;
  readonly input?: string;
  readonly invalidLimit?: number;
}

/** A folder with an input, and a run with every output that can be tried several times. */
function world(input = scratch().file("in.txt", TEXT)) {
  const { path, file } = scratch();
  const attempt = async ({ changed, isStopped = false, hooks, input: other = input, invalidLimit }: Attempt = {}) => {
    const controller = new AbortController();
    const { signal: stop } = controller;
    const plan = await createPlan({ files: [other], namespaces, jobs: 1, stop, invalidLimit });
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
      report: { path: at("page"), render: ({ total }) => `${total}` },
      results: { path: at("tests"), render: (_, fault) => fault?.message ?? "" },
      ...{ repairs: { path: at("repairs"), limit: 10 }, checkpoint: { path: at("job"), interval: 0 }, ...changed },
    };
    const { seconds, idsPerSecond, ...summary } = await checkFiles(plan, outputs, claims, {
      onProgress: () => isStopped && controller.abort("SIGTERM"),
      now: () => 0,
      ...hooks,
    });
    return summary;
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
    await expect(attempt({ isStopped: true })).rejects.toBeInstanceOf(Stopped);
    // Test results are written however the run ends.
    expect(readdirSync(path).filter((name) => !name.startsWith("."))).toEqual(["job", "tests"]);
    for (const name of [...GROWING, "job"]) temporary(name);
    expect(await attempt()).toEqual(expected);
    expect(contents()).toEqual(calm.contents());
  });

  test("is refused, and changes nothing, if an output is an unfinished file of another", async () => {
    const { path, attempt, temporary } = world();
    await expect(attempt({ isStopped: true })).rejects.toBeInstanceOf(Stopped);
    const before = readdirSync(path).sort();
    for (const name of GROWING) {
      const report = { path: temporary(name), render: () => "page" };
      await expect(attempt({ changed: { report } }), name).rejects.toThrow(/unfinished file of .* the same file/);
    }
    expect(readdirSync(path).sort()).toEqual(before);
  });

  test("has no limit of invalid records, which it would count again from 0", async () => {
    const { path, attempt } = world();
    await expect(attempt({ invalidLimit: 5000 })).rejects.toThrow(/invalidLimit.*checkpoint/);
    expect(readdirSync(path)).toEqual([]);
    expect(await attempt({ invalidLimit: 5000, changed: { checkpoint: undefined } })).toMatchObject({ total: 2400 });
  });

  test("needs the folder in which IDs are counted, until they are", async () => {
    const { path, attempt } = world();
    const folderOf = () => readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    await expect(attempt({ isStopped: true })).rejects.toBeInstanceOf(Stopped);
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
    await expect(attempt({ isStopped: true })).rejects.toBeInstanceOf(Stopped);
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
