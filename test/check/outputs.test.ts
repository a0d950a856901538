import { execFileSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Checkpoints } from "../../src/check/checkpoint/checkpoints.js";
import { fingerprintOf } from "../../src/check/checkpoint/fingerprint.js";
import { identitiesOf, requireSame } from "../../src/check/checkpoint/identities.js";
import { CheckpointLock } from "../../src/check/checkpoint/lock.js";
import { formatState, type InputIdentity, type NewState, readState } from "../../src/check/checkpoint/state.js";
import { FileClaims } from "../../src/check/files/claims.js";
import { OutputPlace } from "../../src/check/files/output-place.js";
import { CheckError, formVerdicts, type Place } from "../../src/check/index.js";
import type { Input } from "../../src/check/inputs/input.js";
import { NewFile } from "../../src/check/outputs/new-file.js";
import { OutputFiles, type SavedFiles } from "../../src/check/outputs/output-files.js";
import { RUN_START } from "../../src/check/run.js";
import { RunSinks } from "../../src/check/sinks/run-sinks.js";
import { processOwner } from "../../src/system/owner.js";
import { temporaryName } from "../../src/system/temporary.js";
import { batchOf, inputOf } from "./batches.js";

const OWNER = processOwner();
/** A process that never ran here. */
const OTHER_MACHINE = OWNER.replace(/.{8}$/, (place) => (place === "00000000" ? "11111111" : "00000000"));

function folder(): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "durable-id-")));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

const placeAt = (path: string) => OutputPlace.resolve("--valid", path);
const text = (content: string) => Buffer.from(content);
const modeOf = (path: string) => statSync(path).mode & 0o777;

describe("NewFile", () => {
  test("grows under another name, and takes the place and the mode of what was there", async () => {
    const path = join(folder(), "good");
    writeFileSync(path, "old");
    chmodSync(path, 0o640);
    const file = await NewFile.create(await placeAt(path), OWNER);
    await file.write(text("new "));
    await file.write(text("text"));
    expect([file.size, readFileSync(path, "utf8"), readFileSync(file.temporaryPath, "utf8")]).toEqual([
      ...[8, "old", "new text"],
    ]);
    // What is private stays private while it grows.
    expect(modeOf(file.temporaryPath)).toBe(0o600);
    await file.prepare();
    await file.commit();
    await file.discard();
    expect([readFileSync(path, "utf8"), modeOf(path), readdirSync(join(path, ".."))]).toEqual([
      ...["new text", 0o640, ["good"]],
    ]);
  });

  test.each([
    [1n, 0n],
    [0n, 1n],
  ])("takes the owner of what was there, or gives another group what everybody gets: +%d, +%d", async (user, group) => {
    const path = join(folder(), "good");
    const file = statSync(join(path, ".."), { bigint: true });
    const [uid, gid] = [file.uid + user, file.gid + group];
    const place = await placeAt(path);
    const existing = async () => ({ ...file, uid, gid, mode: 0o100664n });
    const { folder: parent, name, target } = place;
    const created = await NewFile.create({ path, folder: parent, name, target, existing }, OWNER);
    await created.commit();
    const stats = statSync(path, { bigint: true });
    // Only root may give a file away; its group can stay if only the user differs.
    const isRoot = process.getuid?.() === 0;
    const isGroupKept = isRoot || group === 0n;
    expect([stats.uid, stats.gid, modeOf(path)]).toEqual([
      ...[isRoot ? uid : file.uid, isGroupKept ? gid : file.gid, isGroupKept ? 0o664 : 0o644],
    ]);
  });

  test("is gone when it is discarded, and stays when it is closed", async () => {
    const path = join(folder(), "good");
    const file = await NewFile.create(await placeAt(path), OWNER);
    await file.close();
    await file.close();
    expect(existsSync(file.temporaryPath)).toBe(true);
    await file.discard();
    expect(readdirSync(join(path, ".."))).toEqual([]);
  });

  test("is not removed if it is another file now", async () => {
    const path = join(folder(), "good");
    const file = await NewFile.create(await placeAt(path), OWNER);
    renameSync(file.temporaryPath, `${path}-moved`);
    writeFileSync(file.temporaryPath, "of someone else");
    await file.discard();
    expect(readFileSync(file.temporaryPath, "utf8")).toBe("of someone else");
  });

  test("goes on from a size of an earlier run; what came after it is cut off only when asked", async () => {
    const path = join(folder(), "good");
    const first = await NewFile.create(await placeAt(path), OWNER);
    await first.write(text("kept, lost"));
    await first.close();
    const second = await NewFile.resume(await placeAt(path), first.unfinished, 4);
    expect([second.size, readFileSync(second.temporaryPath, "utf8")]).toEqual([4, "kept, lost"]);
    await second.cutOff();
    await second.write(text(", more"));
    await second.commit();
    expect(readFileSync(path, "utf8")).toBe("kept, more");
    // Had a run committed it before it could say so.
    await NewFile.finish(await placeAt(path), second.unfinished, 10);
    expect(readFileSync(path, "utf8")).toBe("kept, more");
  });

  test("finishes the file of an earlier run", async () => {
    const path = join(folder(), "good");
    const file = await NewFile.create(await placeAt(path), OWNER);
    await file.write(text("whole, and more"));
    await file.close();
    await NewFile.finish(await placeAt(path), file.unfinished, 5);
    expect([readFileSync(path, "utf8"), readdirSync(join(path, ".."))]).toEqual(["whole", ["good"]]);
  });

  test("of an earlier run is refused if it is gone, shorter, a link, another file, or not one of ours", async () => {
    const path = join(folder(), "good");
    const place = await placeAt(path);
    const file = await NewFile.create(place, OWNER);
    await file.write(text("12345"));
    await file.close();
    const { unfinished, temporaryPath } = file;
    const refusal = (size: number, changed: Partial<typeof unfinished> = {}) =>
      NewFile.resume(place, { ...unfinished, ...changed }, size).then(
        () => "",
        (error: unknown) => (error instanceof CheckError ? error.message : `not a CheckError: ${error}`),
      );
    expect(await refusal(6)).toMatch(/5 bytes.*6.*remove the checkpoint/);
    expect(await refusal(5, { inode: "1" })).toMatch(/another file/);
    expect(await refusal(5, { name: "good" })).toMatch(/not an unfinished/);
    expect(await refusal(5, { name: temporaryName("other", OWNER) })).toMatch(/not an unfinished/);
    renameSync(temporaryPath, `${path}-moved`);
    expect(await refusal(5)).toMatch(/removed/);
    symlinkSync(`${path}-moved`, temporaryPath);
    expect(await refusal(5)).toMatch(/replaced by a symbolic link/);
    expect(readFileSync(`${path}-moved`, "utf8")).toBe("12345");
    rmSync(temporaryPath);
    mkdirSync(temporaryPath);
    expect(await refusal(5)).toMatch(/can't write .* directory$/);
  });
});

describe("OutputFiles", () => {
  test("get their names together, except for the list of IDs, and go on from saved sizes", async () => {
    const path = folder();
    const written: string[] = [];
    const targets = {
      annotate: { write: async (bytes: Uint8Array) => void written.push(Buffer.from(bytes).toString()) },
      valid: await placeAt(join(path, "good")),
      invalid: await placeAt(join(path, "bad")),
      ids: await placeAt(join(path, "ids")),
    };
    const first = await OutputFiles.open(targets, OWNER, undefined);
    expect([...first.destinations.keys()]).toEqual(["annotate", "invalid", "valid", "ids"]);
    for (const [name, destination] of first.destinations) await destination.write(text(`${name};`));
    const saved: SavedFiles = { unfinished: first.unfinished(), sizes: first.sizes() };
    expect(saved.sizes).toEqual({ invalid: 8, valid: 6, ids: 4 });
    await first.destinations.get("valid")?.write(text("lost, all of it"));
    await first.sync();
    await first.close();
    expect(readdirSync(path).every((name) => name.endsWith(".durable-id"))).toBe(true);

    const second = await OutputFiles.open(targets, OWNER, saved);
    await second.destinations.get("valid")?.write(text("more"));
    expect(readFileSync(second.idsPath ?? "", "utf8")).toBe("ids;");
    await second.commit();
    expect(readdirSync(path).sort()).toEqual(["bad", "good"]);
    expect([readFileSync(join(path, "good"), "utf8"), readFileSync(join(path, "bad"), "utf8"), written]).toEqual([
      ...["valid;more", "invalid;", ["annotate;"]],
    ]);
  });

  test("of an earlier run get the names that they don't have yet", async () => {
    const path = folder();
    const written: string[] = [];
    const targets = {
      annotate: { write: async () => void written.push("") },
      valid: await placeAt(join(path, "good")),
      invalid: await placeAt(join(path, "bad")),
      repairs: await placeAt(join(path, "repairs")),
    };
    const first = await OutputFiles.open({ ...targets, ids: await placeAt(join(path, "ids")) }, OWNER, undefined);
    for (const [name, destination] of first.destinations) await destination.write(text(`${name};`));
    await first.close();
    const saved: SavedFiles = { unfinished: first.unfinished(), sizes: { invalid: 8, valid: 3 } };
    for (const _ of [1, 2]) {
      await OutputFiles.finish(targets, saved);
      const contents = ["good", "bad", "repairs"].map((name) => readFileSync(join(path, name), "utf8"));
      expect(contents).toEqual(["val", "invalid;", ""]);
    }
    expect([readdirSync(path).length, written]).toEqual([4, [""]]);
  });

  test("leave nothing if one of them can't be opened, and all of an earlier run's as they were", async () => {
    const path = folder();
    mkdirSync(join(path, "sub"));
    const targets = { valid: await placeAt(join(path, "good")), ids: await placeAt(join(path, "sub/ids")) };
    rmSync(join(path, "sub"), { recursive: true });
    await expect(OutputFiles.open(targets, OWNER, undefined)).rejects.toBeInstanceOf(CheckError);
    expect(readdirSync(path)).toEqual([]);

    const first = await OutputFiles.open({ valid: targets.valid }, OWNER, undefined);
    await first.destinations.get("valid")?.write(text("kept, lost"));
    await first.close();
    const saved = { unfinished: { ...first.unfinished(), ids: { name: "x", inode: "1" } }, sizes: { valid: 4 } };
    await expect(OutputFiles.open(targets, OWNER, saved)).rejects.toBeInstanceOf(CheckError);
    const [name] = readdirSync(path);
    expect(readFileSync(join(path, name), "utf8")).toBe("kept, lost");
  });
});

describe("OutputPlace", () => {
  test.each<[string, RegExp]>([
    ["", /not the name of a file/],
    ["-", /not the name of a file.*--annotate/],
    ["sub/", /name of a folder/],
    ["sub", /a folder/],
    ["dev/sub", /a folder/],
    ["pipe", /a named pipe/],
    ["socket", /a socket/],
    ["link", /symbolic link/],
    ["none/file", /no such file or directory/],
    ["file/below", /not a directory/],
  ])("%j is refused", async (name, fault) => {
    const path = folder();
    for (const folder of ["sub", "dev/sub"]) mkdirSync(join(path, folder), { recursive: true });
    writeFileSync(join(path, "file"), "");
    symlinkSync(join(path, "file"), join(path, "link"));
    if (name === "pipe") execFileSync("mkfifo", [join(path, name)]);
    if (name === "socket") {
      const server = createServer().listen(join(path, name));
      onTestFinished(() => void server.close());
      await once(server, "listening");
    }
    const target = name === "" || name === "-" ? name : `${path}/${name}`;
    const error: unknown = await placeAt(target).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CheckError);
    expect(String(error)).toMatch(fault);
    expect(String(error).includes("--annotate")).toBe(name === "-");
  });

  test("a device is refused, with a hint at --annotate", async () => {
    await expect(placeAt("/dev/null")).rejects.toThrow(/a device; --valid .*--annotate/);
  });

  test("is the same place by another way: through a linked folder, or as another link to its file", async () => {
    const path = folder();
    mkdirSync(join(path, "sub"));
    symlinkSync(join(path, "sub"), join(path, "linked"));
    const [a, b, c] = await Promise.all(
      ["sub/new", "linked/new", "sub/other"].map((name) => placeAt(join(path, name))),
    );
    expect([a.identity === b.identity, a.identity === c.identity, b.target]).toEqual([true, false, `${path}/sub/new`]);
    expect(await a.existing()).toBeUndefined();
    writeFileSync(join(path, "sub/new"), "");
    linkSync(join(path, "sub/new"), join(path, "hard"));
    expect((await placeAt(join(path, "hard"))).identity).toBe((await placeAt(join(path, "linked/new"))).identity);
    expect((await a.existing())?.mode).toBeDefined();
  });

  test.each([
    ["linux", 3],
    ["darwin", 1],
    ["win32", 1],
  ])(
    "a new file has the same place under another spelling of its name only where the file system says so: %s",
    async (platform, count) => {
      vi.stubGlobal("process", Object.create(process, { platform: { value: platform } }));
      onTestFinished(() => void vi.unstubAllGlobals());
      const path = folder();
      const places = await Promise.all(
        ["\u00e9t\u00e9", "e\u0301te\u0301", "\u00c9T\u00c9"].map((name) => placeAt(join(path, name))),
      );
      expect(new Set(places.map(({ identity }) => identity)).size).toBe(count);
    },
  );
});

describe("FileClaims", () => {
  test("refuse an output that is something else, and say what", async () => {
    const path = folder();
    const input = join(path, "in");
    writeFileSync(input, "");
    const claims = new FileClaims();
    await claims.read("the input", join(path, "none"));
    await claims.read("the input", input);
    await claims.read("the input", input);
    claims.open({ role: "standard output", identity: "7:7" });
    const { identity } = await claims.write("--valid", join(path, "out"));
    expect([claims.has(identity), claims.has("7:7"), claims.has("7:8")]).toEqual([true, true, false]);
    await expect(claims.write("--invalid", input)).rejects.toThrow(
      /--invalid ".*in" and the input ".*in" are the same/,
    );
    await expect(claims.write("--invalid", join(path, "out"))).rejects.toThrow(/and --valid ".*out" are the same/);
    expect(() => claims.claim("x", "7:7")).toThrow(/x and standard output/);
  });
});

describe("the state of a checkpoint", () => {
  const input: InputIdentity = { path: "/a", size: 1, mtimeMs: 2, ino: 3 };
  const state: NewState = {
    ...{ fingerprint: "f", inputs: [input], place: RUN_START, snapshots: { x: [1] }, sizes: {}, unfinished: {} },
    ...{ work: null, milliseconds: 5, finished: null },
  };

  test("is read as it was written, of this version only", async () => {
    const path = join(folder(), "checkpoint");
    expect(await readState(path)).toBeUndefined();
    writeFileSync(path, formatState(state));
    const read = await readState(path);
    expect(read).toEqual({ version: expect.any(Number), digest: expect.any(String), ...state });
    for (const content of ["", "{}", "null", "4", `${JSON.stringify({ ...read, version: 3 })}\n`, "{", '"version"']) {
      writeFileSync(path, content);
      await expect(readState(path), content).rejects.toThrow(/not a checkpoint of this version/);
    }
    await expect(readState(join(path, ".."))).rejects.toThrow(/can't read the checkpoint/);
  });

  test("is of the same inputs, keys and options, or is refused", () => {
    const check = (inputs: readonly InputIdentity[], fingerprint = "f") => {
      requireSame({ version: 5, digest: "", ...state }, "cp", fingerprint, inputs);
    };
    check([input]);
    for (const change of [{ path: "/b" }, { size: 2 }, { mtimeMs: 3 }, { ino: 4 }]) {
      expect(() => check([{ ...input, ...change }]), JSON.stringify(change)).toThrow(/changed after.*"cp"/);
    }
    expect(() => check([input, input])).toThrow(/"\/a" was changed/);
    expect(() => check([])).toThrow(/other inputs/);
    expect(() => check([input], "g")).toThrow(/other keys or options/);
  });

  test("needs inputs that can be read again", () => {
    const file = { size: 1, mtimeMs: 2, ino: 3, dev: 4, container: "none" } as const;
    const open = () => expect.fail("not to be read");
    const inputAt = (path: string | undefined): Input => ({ name: "in", path, file, bytesRead: 0, open });
    expect(identitiesOf([inputAt("/a")])).toEqual([input]);
    expect(() => identitiesOf([inputAt("/a"), inputAt(undefined)])).toThrow(/"in".*second time/);
    expect(() => identitiesOf([{ ...inputAt("/a"), file: undefined }])).toThrow(/second time/);
  });

  test("has a fingerprint that depends on identity and options, not on their order", () => {
    const print = fingerprintOf(["id"], { a: 1, b: [2] });
    expect(print).toMatch(/^[0-9a-f]{64}$/);
    expect(fingerprintOf(["id"], { b: [2], a: 1 })).toBe(print);
    const others = [fingerprintOf(["ie"], { a: 1, b: [2] }), fingerprintOf(["id"], { a: 1, b: [3] })];
    expect(new Set([print, ...others, fingerprintOf(["id"], { a: 1 })]).size).toBe(4);
  });
});

describe("CheckpointLock", () => {
  test("is held by one running process; marks of others that ended are removed", async () => {
    const path = folder();
    const place = await placeAt(join(path, "cp"));
    const ended = temporaryName("cp.lock", OWNER.replace(/^p\d+/, "p4194305"));
    const elsewhere = temporaryName("cp.lock", OTHER_MACHINE);
    for (const name of [ended, elsewhere]) writeFileSync(join(path, name), "");
    const content = temporaryName("cp.lock", OTHER_MACHINE);
    writeFileSync(join(path, content), "not a mark");
    writeFileSync(join(path, temporaryName("other.lock", OWNER)), "");
    const lock = await CheckpointLock.acquire(place);
    const names = readdirSync(path);
    expect([names.includes(ended), names.includes(elsewhere), names.includes(content), names.length]).toEqual([
      ...[false, false, true, 3],
    ]);
    await expect(CheckpointLock.acquire(place)).rejects.toThrow(new RegExp(`in use.*process ${process.pid};`));
    expect(readdirSync(path)).toHaveLength(3);
    await lock.release();
    await (await CheckpointLock.acquire(place)).release();
    expect(readdirSync(path)).toHaveLength(2);
    rmSync(path, { recursive: true });
    await expect(CheckpointLock.acquire(place)).rejects.toThrow(/can't write/);
    mkdirSync(path);
  });
});

describe("Checkpoints", () => {
  test("are saved when it is time, of one moment: before a long record if one is under way", async () => {
    const path = folder();
    const place = await OutputPlace.resolve("--checkpoint", join(path, "cp"));
    const plan = { inputs: [], verdicts: formVerdicts(), minRecords: 1, invalidLimit: undefined, stop: undefined };
    const files = await OutputFiles.open({ valid: await placeAt(join(path, "good")) }, OWNER, undefined);
    const sinks = new RunSinks(plan, 0, files.destinations, {});
    const run = { place, owner: OWNER, fingerprint: "f", inputs: [], interval: 1000 };
    let clock = 10_000;
    const checkpoints = new Checkpoints(run, sinks, files, undefined, () => clock, 500);
    const placeOf = (line: number): Place => ({ ...RUN_START, position: { ...RUN_START.position, line } });
    /** The line of the place, the milliseconds, and what the file of the valid records had. */
    const saved = async () => {
      const state = await readState(place.path);
      return state && [state.place.position.line, state.milliseconds, state.sizes.valid, state.finished];
    };
    const add = (text: string) => {
      for (const sink of sinks.all) sink.startInput?.(inputOf(0));
      for (const sink of sinks.all) sink.add(batchOf([{ text }]));
    };

    add("one");
    clock += 999;
    expect([checkpoints.reach(placeOf(1)), checkpoints.isSaved]).toEqual([undefined, false]);
    expect(await saved()).toBeUndefined();
    clock += 1;
    await checkpoints.reach(placeOf(2));
    expect([await saved(), checkpoints.isSaved]).toEqual([[2, 1500, 4, null], true]);
    clock += 999;
    expect(checkpoints.reach(placeOf(3))).toBeUndefined();

    await checkpoints.hold(placeOf(4));
    add("in pieces");
    await checkpoints.save(placeOf(5), null);
    expect(await saved()).toEqual([4, 2499, 4, null]);
    checkpoints.reach(placeOf(6));
    await checkpoints.save(placeOf(6), { duplicates: null });
    expect(await saved()).toEqual([6, 2499, 14, { duplicates: null }]);

    // An earlier run's sinks go on with what these had.
    const { snapshots } = (await readState(place.path)) ?? expect.fail("no checkpoint");
    const resumed = new RunSinks(plan, 0, new Map(), {});
    resumed.merge(snapshots as Record<string, unknown>);
    expect(resumed.counts.tally()).toEqual(sinks.counts.tally());
    expect(Object.keys(snapshots)).toEqual([
      ...["counts", "samples", "foreignIds", "histogram", "malformedInputs", "valid"],
    ]);
    await checkpoints.remove();
    await checkpoints.remove();
    await files.discard();
    expect(readdirSync(path)).toEqual([]);
    // Whatever else may be there by now is not removed.
    mkdirSync(place.target);
    await expect(checkpoints.remove()).rejects.toThrow(/a folder/);
    expect(readdirSync(path)).toEqual(["cp"]);
  });
});
