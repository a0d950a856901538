import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, linkSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { BIN, shell } from "./process.js";
import { cli, FOO, ROOMS, scratch } from "./support.js";
import { describeFile, snapshotOf } from "./temporaries.js";

// Processes are slow on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const KEY_DIGITS = "5".repeat(64);

/** A folder as the runs of a test find it, and again through a link. */
function world() {
  const { path, file } = scratch();
  file("in.txt", `${FOO}\nbad\n`);
  file("room.key", KEY_DIGITS);
  file("old.txt", "old");
  file("bystander", "mine");
  linkSync(`${path}/in.txt`, `${path}/in-hard.txt`);
  linkSync(`${path}/room.key`, `${path}/room-hard.key`);
  mkdirSync(`${path}/folder`);
  symlinkSync(path, `${path}/again`);
  symlinkSync(`${path}/bystander`, `${path}/link`);
  symlinkSync(`${path}/nothing`, `${path}/dangling`);
  symlinkSync("/proc/self/fd/1", `${path}/stdout`);
  symlinkSync("/proc/self/fd/2", `${path}/stderr`);
  symlinkSync(`${path}/link`, `${path}/link-to-link`);
  execFileSync("mkfifo", [`${path}/pipe`]);
  return { path, file };
}

/** The arguments that make a command write to a path, by option. */
const WRITERS: Readonly<Record<string, (path: string) => string[]>> = {
  "--output": (path) => ["check", "--annotate", "--output", path],
  "--invalid": (path) => ["check", "--invalid", path],
  "--invalid-records": (path) => ["check", "--invalid-records", path],
  "--valid": (path) => ["check", "--valid", path],
  "--repairs": (path) => ["check", "--repairs", path],
  "--report": (path) => ["check", "--report", path],
  "--junit": (path) => ["check", "--junit", path],
  "--checkpoint": (path) => ["check", "--checkpoint", path],
  "--db": (path) => ["import", "--db", path],
};
const OPTIONS = Object.keys(WRITERS);
const CHECK_OPTIONS = OPTIONS.filter((option) => option !== "--db");

function argumentsOf(folder: string, option: string, target: string): string[] {
  return [...WRITERS[option](target), "--key-file", `${folder}/room.key`, `${folder}/in.txt`];
}

/** Targets that an output must not have, and a word of the error's reason. */
const REFUSED: readonly (readonly [target: string, reason: string])[] = [
  ["in.txt", "the input"],
  ["in-hard.txt", "the input"],
  ["again/in.txt", "the input"],
  ["folder/../in.txt", "the input"],
  ["room.key", "--key-file"],
  ["room-hard.key", "--key-file"],
  ["again/room.key", "--key-file"],
  ["link", "symbolic link"],
  ["link-to-link", "symbolic link"],
  ["dangling", "symbolic link"],
  ["again/link", "symbolic link"],
  ["stdout", "symbolic link"],
  ["stderr", "symbolic link"],
  ["again", "symbolic link"],
  ["pipe", "pipe"],
  ["folder", "folder"],
  ["folder/", "folder"],
  ["new/", "folder"],
  ["folder/..", "folder"],
  [".", "folder"],
  ["none/new", "no such file"],
  ["in.txt/new", "not a directory"],
];

describe.each(OPTIONS)("%s refuses a target, and nothing changes:", (option) => {
  test.each(REFUSED)("%s: %s", async (target, reason) => {
    const { path } = world();
    const before = snapshotOf(path);
    const { code, stdout, stderr } = await cli(argumentsOf(path, option, `${path}/${target}`));
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain("internal error");
    expect(snapshotOf(path)).toEqual(before);
  });

  test.each([
    ["/dev/null", "device"],
    ["/dev/full", "device"],
    ["-", "--annotate"],
    ["", "not the name of a file"],
  ])("%j: %s", async (target, reason) => {
    const { path } = world();
    const before = [snapshotOf(path), describeFile("/dev/null"), describeFile("/dev/full")];
    const { code, stderr } = await cli(argumentsOf(path, option, target));
    expect([code, stderr]).toEqual([2, expect.stringContaining(reason)]);
    expect(stderr).toContain(option);
    expect([snapshotOf(path), describeFile("/dev/null"), describeFile("/dev/full")]).toEqual(before);
  });

  test.each([
    ["< old.txt", "standard input"],
    ["in.txt >> old.txt", "standard output"],
    ["in.txt 2>> old.txt", "standard error"],
  ])("a file that the shell redirects: %s", (redirection, stream) => {
    const { path } = world();
    const argv = [...WRITERS[option]("again/old.txt"), "--key-file", "room.key"].join(" ");
    const inode = statSync(`${path}/old.txt`).ino;
    const { status, stderr } = shell(`cd "$FOLDER"; "$BIN" ${argv} ${redirection}`, { FOLDER: path });
    const content = readFileSync(`${path}/old.txt`, "utf8");
    expect([status, stderr + content]).toEqual([2, expect.stringContaining(stream)]);
    expect([statSync(`${path}/old.txt`).ino, content.startsWith("old")]).toEqual([inode, true]);
  });
});

describe("two outputs that are the same file are refused:", () => {
  const pairs = CHECK_OPTIONS.flatMap((first, i) =>
    CHECK_OPTIONS.slice(i + 1).map((second) => [first, second] as const),
  );
  const spellings: readonly (readonly [string, string])[] = [
    ["new.txt", "new.txt"],
    ["new.txt", "folder/../new.txt"],
    ["new.txt", "again/new.txt"],
    ["old.txt", "again/old.txt"],
    ["old.txt", "old-hard.txt"],
  ];
  test.each(pairs)("%s and %s", async (first, second) => {
    for (const [a, b] of spellings) {
      const { path } = world();
      linkSync(`${path}/old.txt`, `${path}/old-hard.txt`);
      const before = snapshotOf(path);
      for (const [x, y] of [
        [a, b],
        [b, a],
      ]) {
        const argv = [...argumentsOf(path, first, `${path}/${x}`), ...WRITERS[second](`${path}/${y}`).slice(1)];
        const { code, stdout, stderr } = await cli(argv);
        expect([code, stdout]).toEqual([2, ""]);
        for (const part of [first, second, "same file"]) expect(stderr).toContain(part);
        expect(snapshotOf(path)).toEqual(before);
      }
    }
  });
});

/** How each option's file begins after a run over the world. */
const RESULTS: Readonly<Record<string, string>> = {
  "--output": `valid\t\troom.key`,
  "--invalid": "malformed\ttruncated",
  "--invalid-records": "bad\n",
  "--valid": "",
  "--repairs": "input,line,stored,repaired,namespace,how,bits\n",
  "--report": "<!doctype html>",
};

describe.each(Object.keys(RESULTS))("%s makes or replaces its file, and nothing else", (option) => {
  /** Names that are, or once were, derived from the output's name. */
  const bystanders = ["x.partial", ".x.partial", ".x.durable-id", ".x.0123456789abcdef.durable-id", "x.tmp"];

  test.each([[[]], [["--checkpoint", "job", "--duplicates"]]])("with %j, next to names of every kind", async (more) => {
    const { path, file } = world();
    for (const name of bystanders) file(name, `mine ${name}`);
    symlinkSync(`${path}/bystander`, `${path}/job.partial`);
    mkdirSync(`${path}/job.duplicates`);
    file("job.duplicates/ids", "mine");
    file("job.duplicates/ids.partial", "mine");
    const before = snapshotOf(path);
    const argv = argumentsOf(path, option, `${path}/x`);
    const key = ["check", "--unique-key", ROOMS, ...argv.slice(1).filter((_, i, all) => !isKey(all, i))];
    const { code } = await cli([...key, ...more.map((each) => (each === "job" ? `${path}/job` : each))]);
    expect(code).toBe(1);
    const { x, ...after } = snapshotOf(path);
    expect(x).toBeDefined();
    expect(after).toEqual(before);
  });

  /** Leaves `--key-file` and its value out. */
  function isKey(argv: readonly string[], index: number): boolean {
    return argv[index] === "--key-file" || argv[index - 1] === "--key-file";
  }

  test("an input may have the name that the output's temporary file had", async () => {
    for (const name of ["x.partial", "job.partial"]) {
      const { path, file } = world();
      const input = file(name, `${FOO}\nbad\n`);
      const before = describeFile(input);
      const argv = [
        "check",
        "--unique-key",
        ROOMS,
        ...WRITERS[option](`${path}/x`).slice(1),
        "--checkpoint",
        `${path}/job`,
      ];
      expect((await cli([...argv, input])).code).toBe(1);
      expect(describeFile(input)).toBe(before);
      if (option === "--invalid-records") expect(readFileSync(`${path}/x`, "utf8")).toBe("bad\n");
      expect(readdirSync(path)).not.toContain("job");
    }
  });

  test("the mode of the file that it replaces stays, and its owner if root runs", async () => {
    const { path, file } = world();
    const isRoot = process.getuid?.() === 0;
    for (const mode of [0o600, 0o640, 0o444, 0o755]) {
      const target = file(`mode-${mode}`, "old");
      if (isRoot) chownSync(target, 12345, 54321);
      chmodSync(target, mode);
      expect((await cli(argumentsOf(path, option, target))).code).toBe(1);
      const stats = statSync(target);
      expect([stats.mode & 0o7777, readFileSync(target, "utf8").includes("old")]).toEqual([mode, false]);
      if (isRoot) expect([stats.uid, stats.gid]).toEqual([12345, 54321]);
    }
  });

  test("names of any length that the file system takes", async () => {
    const { path } = world();
    for (const name of ["n".repeat(255), "ü".repeat(127), "😀".repeat(60), " a b ", "-x", "a\nb"]) {
      const before = readdirSync(path);
      expect((await cli(argumentsOf(path, option, `${path}/${name}`))).code).toBe(1);
      expect(readdirSync(path).sort()).toEqual([...before, name].sort());
    }
  });
});

describe("runs at the same time", () => {
  test("with the same outputs in one process, each whole", async () => {
    const { path, file } = scratch();
    const input = file("in.txt", `${FOO}\nbad\n`.repeat(20_000));
    const outputs = ["--valid", `${path}/good`, "--report", `${path}/page.html`, "--duplicates"];
    const argv = ["check", "--unique-key", ROOMS, ...outputs, input];
    const outcomes = await Promise.all([1, 2, 3].map(() => cli(argv)));
    expect(outcomes.map(({ code }) => code)).toEqual([1, 1, 1]);
    expect(readFileSync(`${path}/good`, "utf8")).toBe(`${FOO}\n`.repeat(20_000));
    expect(readdirSync(path).sort()).toEqual(["good", "in.txt", "page.html"]);
  });

  test("with the same checkpoint in one process: one of them at most", async () => {
    const { path, file } = scratch();
    const input = file("in.txt", `${FOO}\nbad\n`.repeat(20_000));
    const argv = ["check", "--unique-key", ROOMS, "--valid", `${path}/good`, "--checkpoint", `${path}/job`, input];
    const outcomes = await Promise.all([1, 2, 3].map(() => cli(argv)));
    const codes = outcomes.map(({ code }) => code);
    expect(codes.filter((code) => code === 1).length).toBeLessThanOrEqual(1);
    expect(outcomes.filter(({ code, stderr }) => code === 2 && !stderr.includes("in use"))).toEqual([]);
    expect((await cli(argv)).code).toBe(1);
    expect(readdirSync(path).sort()).toEqual(["good", "in.txt"]);
  });
});

describe("files with names that older versions used", () => {
  test("--valid a --invalid-records a.partial, and --checkpoint a.partial", async () => {
    const { path, file } = scratch();
    const input = file("in.txt", `${FOO}\nbad\n`);
    const run = (...more: string[]) => cli(["check", "--unique-key", ROOMS, ...more, input]);
    expect((await run("--valid", `${path}/a`, "--invalid-records", `${path}/a.partial`)).code).toBe(1);
    expect(readFileSync(`${path}/a`, "utf8")).toBe(`${FOO}\n`);
    expect(readFileSync(`${path}/a.partial`, "utf8")).toBe("bad\n");
    expect((await run("--valid", `${path}/b`, "--checkpoint", `${path}/b.partial`)).code).toBe(1);
    expect(readFileSync(`${path}/b`, "utf8")).toBe(`${FOO}\n`);
    expect(readdirSync(path).sort()).toEqual(["a", "a.partial", "b", "in.txt"]);
  });

  test("a file that is not a checkpoint is not replaced", async () => {
    const { path } = world();
    const before = snapshotOf(path);
    for (const name of ["old.txt", "bystander"]) {
      const { code, stderr } = await cli(argumentsOf(path, "--checkpoint", `${path}/${name}`));
      expect([code, stderr]).toEqual([2, expect.stringContaining("not a checkpoint")]);
    }
    expect(snapshotOf(path)).toEqual(before);
  });

  test.each(["-journal", "-wal", "-shm"])("--db x next to a file x%s that is not SQLite's", async (end) => {
    const { path, file } = scratch();
    const input = file("in.txt", `${FOO}\n`);
    const companion = file(`x${end}`, "mine");
    const before = snapshotOf(path);
    const run = (...inputs: string[]) => cli(["import", "--unique-key", ROOMS, "--db", `${path}/x`, ...inputs]);
    expect((await run(input)).code).toBe(2);
    expect((await run(companion)).code).toBe(2);
    expect(snapshotOf(path)).toEqual(before);
  });
});

/** Runs a script with a /dev/stdout of its own, so that a fault cannot damage the machine's. */
function withPrivateDev(script: string) {
  const prepared = `
    set -e; cd "$FOLDER"; mkdir dev; cp -a /dev/null /dev/full dev/ 2>/dev/null || touch dev/null
    for fd in 0 1 2; do ln -s /proc/self/fd/$fd dev/fd$fd; done
    ln -s /proc/self/fd/1 dev/stdout; ln -s /proc/self/fd/2 dev/stderr; ln -s /proc/self/fd dev/fd
    mount --bind dev /dev; set +e
    ${script}`;
  return (env: Record<string, string>) =>
    spawnSync("unshare", ["-rm", "bash", "-c", prepared], { encoding: "utf8", env: { ...process.env, BIN, ...env } });
}

describe("the standard streams by their paths", () => {
  const canUnshare = spawnSync("unshare", ["-rm", "mount", "--bind", "/tmp", "/mnt"]).status === 0;
  const script = (option: string) => `
    for target in /dev/stdout /dev/stderr /dev/fd/1 /proc/self/fd/1 /proc/self/fd/2; do
      "$BIN" check --unique-key k ${option === "--output" ? "--annotate" : ""} ${option} $target in.txt | cat
      echo "$target \${PIPESTATUS[0]}"
    done; ls -l /dev/stdout /dev/stderr | sed 's/.*\\(l[rwx]*\\).* -> /\\1 /'`;

  test.each(CHECK_OPTIONS)("%s: refused by name, and /dev/stdout stays a link", (option) => {
    const { path, file } = scratch();
    file("in.txt", "bad\n");
    const before = [lstatOf("/dev/stdout"), lstatOf("/dev/stderr")];
    // Without its own mount namespace, only a user who cannot replace /dev/stdout may run this.
    const isSafe = canUnshare || process.getuid?.() !== 0;
    const links = `cd "$FOLDER"; ln -s /proc/self/fd/1 so; "$BIN" check --unique-key k --valid so in.txt | cat; readlink so`;
    const { stdout, stderr } = canUnshare
      ? withPrivateDev(script(option))({ FOLDER: path })
      : shell(isSafe ? `cd "$FOLDER"; ${script(option)}` : links, { FOLDER: path });
    if (isSafe) expect(stdout.match(/^\/\S+ 2$/gm)).toHaveLength(5);
    expect(stdout).toContain("/proc/self/fd/1");
    expect(stderr).toContain("symbolic link");
    expect([lstatOf("/dev/stdout"), lstatOf("/dev/stderr")]).toEqual(before);
  });

  function lstatOf(path: string): string {
    return execFileSync("stat", ["-c", "%F %i %N", path], { encoding: "utf8" });
  }
});
