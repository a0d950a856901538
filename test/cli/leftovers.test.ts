import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { formatState } from "../../src/check/checkpoint/state.js";
import { lifeOf, processOwner } from "../../src/system/owner.js";
import { ownerOf, temporaryName } from "../../src/system/temporary.js";
import { BIN, shell } from "./process.js";
import { FOO, ROOMS, scratch } from "./support.js";
import { describeFile, snapshotOf, temporariesIn, temporaryOf } from "./temporaries.js";

// Processes start and end several times in each of these tests.
vi.setConfig({ testTimeout: 120_000 });

const TEXT = `${FOO}\nbad\n`.repeat(100_000);
const OUTPUTS = ["all.tsv", "bad.tsv", "bad.txt", "good.txt", "page.html", "repairs.csv", "tests.xml"];

/** A folder with an input, a pipe that keeps a run waiting, and a folder for the system's temporary files. */
function world() {
  const { path, file } = scratch();
  file("in.txt", TEXT);
  mkdirSync(`${path}/tmp`);
  execFileSync("mkfifo", [`${path}/pipe`]);
  return { path, file };
}

/** The parts of a checkpoint that are edited here. */
interface EditedState {
  unfinished: { valid: { name: string } };
}

/** Changes a checkpoint as somebody could who knows the format: with the digest of the new content. */
function editCheckpoint(path: string, edit: (state: EditedState) => void): void {
  const { version, digest, ...state } = JSON.parse(readFileSync(path, "utf8"));
  edit(state);
  writeFileSync(path, formatState(state));
}

/** The arguments of a run with every output. */
function argumentsFor(input: string, ...more: string[]): string[] {
  const outputs = [
    "--annotate",
    "--output",
    "all.tsv",
    "--invalid",
    "bad.tsv",
    "--invalid-records",
    "bad.txt",
    "--valid",
    "good.txt",
    "--repairs",
    "repairs.csv",
  ];
  const rest = ["--report", "page.html", "--junit", "tests.xml", "--duplicates", "--json", "--no-progress"];
  return ["check", "--unique-key", ROOMS, ...outputs, ...rest, ...more, input];
}

const CHECKPOINT = ["--checkpoint", "job", "--checkpoint-every", "0"];

function start(folder: string, argv: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [BIN, ...argv], {
    cwd: folder,
    env: { ...process.env, TMPDIR: `${folder}/tmp` },
    stdio: "ignore",
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
}

function run(folder: string, argv: readonly string[]) {
  return shell(`cd "$FOLDER"; TMPDIR="$FOLDER/tmp" "$BIN" ${argv.join(" ")}`, { FOLDER: folder });
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(5);
}

async function kill(child: ChildProcess): Promise<void> {
  const closed = once(child, "close");
  child.kill("SIGKILL");
  await closed;
}

/** A run with all outputs open that waits for a pipe. */
async function waitingRun(folder: string): Promise<ChildProcess> {
  const child = start(folder, argumentsFor("pipe"));
  await until(() => temporariesIn(folder).length === OUTPUTS.length && temporariesIn(`${folder}/tmp`).length === 1);
  return child;
}

/** A run with a checkpoint that is held somewhere in the middle. */
async function heldRun(folder: string, ...more: string[]): Promise<ChildProcess> {
  for (;;) {
    const child = start(folder, argumentsFor("in.txt", ...CHECKPOINT, ...more));
    await until(() => existsSync(`${folder}/job`) || child.exitCode !== null);
    child.kill("SIGSTOP");
    await sleep(20);
    if (existsSync(`${folder}/job`) && !readFileSync(`${folder}/job`, "utf8").includes('"finished":{')) return child;
    // It was faster than we were.
    await kill(child);
    for (const name of [...OUTPUTS, "job", ...temporariesIn(folder)])
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Asserts that a run was complete, and that only its outputs exist now. */
function expectWhole(folder: string, result: { status: number | null; stdout: string }): void {
  expect(result.status).toBe(1);
  expect(JSON.parse(result.stdout)).toMatchObject({ total: 200_000, complete: true, duplicates: { distinct: 1 } });
  expect(readFileSync(`${folder}/good.txt`, "utf8")).toBe(`${FOO}\n`.repeat(100_000));
  expect(readFileSync(`${folder}/bad.txt`, "utf8")).toBe("bad\n".repeat(100_000));
  expect(readdirSync(folder).sort()).toEqual([...OUTPUTS, "in.txt", "pipe", "tmp"].sort());
  expect(readdirSync(`${folder}/tmp`)).toEqual([]);
}

describe("files of a killed run", () => {
  test("are removed by the next run with the same outputs", async () => {
    const { path } = world();
    for (let kills = 0; kills < 2; kills++) await kill(await waitingRun(path));
    expectWhole(path, run(path, argumentsFor("in.txt")));
  });

  test("are removed by the next run with the same checkpoint, also if the checkpoint was removed", async () => {
    const { path } = world();
    await kill(await heldRun(path));
    expect(temporariesIn(path).length).toBeGreaterThan(OUTPUTS.length);
    expectWhole(path, run(path, argumentsFor("in.txt", ...CHECKPOINT)));
    await kill(await heldRun(path));
    rmSync(`${path}/job`);
    expectWhole(path, run(path, argumentsFor("in.txt", ...CHECKPOINT)));
  });

  test("are kept while the run is alive, which then succeeds", async () => {
    const { path } = world();
    const child = await waitingRun(path);
    const before = [snapshotOf(path), snapshotOf(`${path}/tmp`)].map(temporariesOf);
    expect(run(path, argumentsFor("in.txt")).status).toBe(1);
    expect([snapshotOf(path), snapshotOf(`${path}/tmp`)].map(temporariesOf)).toEqual(before);
    const closed = once(child, "close");
    expect(shell(`cat "$FOLDER/in.txt" > "$FOLDER/pipe"`, { FOLDER: path }).status).toBe(0);
    expect(await closed).toEqual([1, null]);
    expect(readFileSync(`${path}/good.txt`, "utf8")).toBe(`${FOO}\n`.repeat(100_000));
    expect(temporariesIn(path)).toEqual([]);
  });

  test("are kept while another checkpoint names them", async () => {
    const { path } = world();
    await kill(await heldRun(path));
    const before = temporariesOf(snapshotOf(path));
    expect(run(path, argumentsFor("in.txt")).status).toBe(1);
    expect(run(path, argumentsFor("in.txt", "--checkpoint", "other")).status).toBe(1);
    expect(temporariesOf(snapshotOf(path))).toEqual(before);
    expectWhole(path, run(path, argumentsFor("in.txt", ...CHECKPOINT)));
  });

  test("are not recognised only by their names", async () => {
    const { path, file } = world();
    await kill(await waitingRun(path));
    const dead = temporaryOf(path, "page.html");
    const [folder] = temporariesIn(`${path}/tmp`);
    const twin = (digit: string) => dead.replace(/[0-9a-f]{16}(?=\.durable-id$)/, digit.repeat(16));
    // Links and folders with such a name, similar names, and one whose process can't be known.
    symlinkSync(`${path}/in.txt`, twin("1"));
    mkdirSync(twin("2"));
    const nearly = [`${twin("3")}.txt`, twin("4").replace("page.html", "page.htm"), twin("5").slice(0, -1)];
    const elsewhere = dead.replace(/-[0-9a-f]{8}(?=\.[0-9a-f]{16})/, "-00000000");
    const alive = join(path, temporaryName("page.html", processOwner()));
    const kept = [...nearly, elsewhere, alive];
    for (const each of kept) copyFileSync(dead, each);
    file(`tmp/${folder.replace(/[0-9a-f]{16}(?=\.durable-id$)/, "6".repeat(16))}`, "a file");
    // One that is in use as an input.
    renameSync(temporaryOf(path, "good.txt"), `${path}/.good.txt`);
    const input = twin("7").replace("page.html", "bad.txt");
    writeFileSync(input, TEXT);
    const before = [twin("1"), twin("2"), ...kept, input].map(describeFile);
    expect(run(path, argumentsFor(`'${input}'`)).status).toBe(1);
    expect([twin("1"), twin("2"), ...kept, input].map(describeFile)).toEqual(before);
    expect([existsSync(dead), temporariesIn(`${path}/tmp`)]).toEqual([
      false,
      [expect.stringContaining("6".repeat(16))],
    ]);
  });

  function temporariesOf(snapshot: Record<string, string>): Record<string, string> {
    return Object.fromEntries(Object.entries(snapshot).filter(([name]) => name.includes(".durable-id")));
  }
});

describe("a run that is stopped or fails leaves only files of its checkpoint", () => {
  test.each(["SIGINT", "SIGTERM"] as const)("%s", async (signal) => {
    const { path } = world();
    const child = await waitingRun(path);
    const closed = once(child, "close");
    child.kill(signal);
    // A run that waits for the writer of a pipe ends once there is one.
    writeFileSync(`${path}/pipe`, "");
    await closed;
    expect([temporariesIn(path), readdirSync(`${path}/tmp`)]).toEqual([[], []]);
  });

  test("with a checkpoint, before anything was saved", () => {
    const { path, file } = world();
    file("torn.csv", `id\n${FOO}\n"open`);
    const argv = argumentsFor("torn.csv", "--field", "id", "--checkpoint", "job");
    expect(run(path, argv).status).toBe(2);
    expect(temporariesIn(path)).toEqual([]);
  });
});

describe("one checkpoint, two runs", () => {
  test("the second is refused while the first is alive, and continues after its death", async () => {
    const { path } = world();
    const first = await heldRun(path);
    const before = snapshotOf(path);
    const { status, stdout, stderr } = run(path, argumentsFor("in.txt", ...CHECKPOINT));
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("in use");
    expect(stderr).toContain(String(first.pid));
    expect(snapshotOf(path)).toEqual(before);
    await kill(first);
    expectWhole(path, run(path, argumentsFor("in.txt", ...CHECKPOINT)));
  });

  test("the first ends without any effect of the second", async () => {
    const { path } = world();
    const first = await heldRun(path);
    expect(run(path, argumentsFor("in.txt", ...CHECKPOINT)).status).toBe(2);
    const closed = once(first, "close");
    first.kill("SIGCONT");
    expect(await closed).toEqual([1, null]);
    expect(readdirSync(path).sort()).toEqual([...OUTPUTS, "in.txt", "pipe", "tmp"].sort());
  });
});

describe("the unfinished files of a run", () => {
  /** Kills a run, changes something, and expects that the next one is refused and changes nothing. */
  async function refusedAfter(change: (folder: string) => void, reason: string): Promise<void> {
    const { path } = world();
    await kill(await heldRun(path));
    for (const mark of temporariesIn(path).filter((name) => name.startsWith(".job.lock."))) rmSync(join(path, mark));
    writeFileSync(`${path}/mine`, "mine");
    change(path);
    // The page of the killed run, which the next one makes again.
    const page = temporaryOf(path, "page.html");
    const before = { ...snapshotOf(path) };
    const { status, stdout, stderr } = run(path, argumentsFor("in.txt", ...CHECKPOINT));
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(reason);
    const { [page.slice(path.length + 1)]: _, ...others } = before;
    expect(snapshotOf(path)).toMatchObject(others);
  }

  test("are not followed if they are links", () =>
    refusedAfter((folder) => {
      const unfinished = temporaryOf(folder, "good.txt");
      renameSync(unfinished, `${folder}/moved`);
      symlinkSync(`${folder}/mine`, unfinished);
    }, "symbolic link"));

  test("are not replaced by other files of their names", () =>
    refusedAfter((folder) => {
      const unfinished = temporaryOf(folder, "good.txt");
      renameSync(unfinished, `${folder}/moved`);
      copyFileSync(`${folder}/moved`, unfinished);
    }, "another file"));

  test("are not taken from a checkpoint that was edited by hand", () =>
    refusedAfter((folder) => {
      editCheckpoint(`${folder}/job`, (state) => {
        state.unfinished.valid.name = "mine";
      });
    }, "not an unfinished output"));
});

describe("the owner of a temporary file", () => {
  test("is this process, an ended process, or unknown", () => {
    const own = processOwner();
    const [pid, startTime, place] = own.slice(1).split("-");
    expect(lifeOf(own)).toBe("alive");
    const ended = Number(execFileSync("bash", ["-c", "echo $$"], { encoding: "utf8" }));
    expect(lifeOf(`p${ended}-${startTime}-${place}`)).toBe("dead");
    expect(lifeOf(`p${ended}-${startTime}-00000000`)).toBe("unknown");
    expect(lifeOf(`c${"0".repeat(16)}`)).toBe("unknown");
    if (process.platform === "linux") expect(lifeOf(`p${pid}-1-${place}`)).toBe("dead");
  });

  test("is read from the temporary name of any file", () => {
    const names = [
      "a",
      "a.b",
      ".a",
      "ü".repeat(127),
      "x".repeat(255),
      `${"x".repeat(254)}y`,
      temporaryName("a", processOwner()),
    ];
    for (const name of names) {
      const temporary = temporaryName(name, processOwner());
      expect(Buffer.byteLength(temporary)).toBeLessThanOrEqual(143 + 8);
      expect(names.filter((each) => ownerOf(temporary, each) !== undefined)).toEqual([name]);
      expect(ownerOf(temporary, name)).toBe(processOwner());
    }
  });
});
