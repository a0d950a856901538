import {
  existsSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { OutputPlace } from "../../src/check/files/output-place.js";
import { CheckError } from "../../src/check/index.js";
import { NewFile, syncFolder } from "../../src/check/outputs/new-file.js";
import { OutputFiles } from "../../src/check/outputs/output-files.js";
import { processOwner } from "../../src/system/owner.js";

const OWNER = processOwner();

function folder(): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "durable-id-")));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

/** Lets a test see, and replace, the calls of a method of all file handles. */
async function spyOn<Name extends "chown" | "stat" | "sync" | "write">(name: Name) {
  const handle = await open(import.meta.filename);
  await handle.close();
  const prototype: FileHandle = Object.getPrototypeOf(handle);
  const original = prototype[name];
  const spy = vi.spyOn(prototype, name);
  onTestFinished(() => spy.mockRestore());
  return { spy, original };
}

/** Calls back before the bytes of a file or the names in a folder are written to the disk. */
async function onSync(note: (handle: FileHandle) => void): Promise<void> {
  const { spy, original } = await spyOn("sync");
  spy.mockImplementation(function (this: FileHandle) {
    note(this);
    return original.call(this);
  });
}

const placeAt = (path: string) => OutputPlace.resolve("--valid", path);
const text = (content: string) => Buffer.from(content);

test("bytes are on the disk before the file has its name, and the name when the folder is synchronized", async () => {
  const path = join(folder(), "good");
  const synced: [isFolder: boolean, isNamed: boolean][] = [];
  let last: FileHandle | undefined;
  await onSync((handle) => {
    last = handle;
    synced.push([fstatSync(handle.fd).isDirectory(), existsSync(path)]);
  });
  const file = await NewFile.create(await placeAt(path), OWNER);
  await file.sync();
  await file.prepare();
  await file.commit();
  expect(synced).toEqual([
    [false, false],
    [false, false],
    [false, false],
  ]);
  await syncFolder(path);
  expect(synced.slice(3)).toEqual([[true, true]]);
  expect(last?.fd).toBe(-1);
});

test("every output is synchronized, and none gets its name if one of them can't", async () => {
  const path = folder();
  let synced = 0;
  await onSync(() => synced++);
  const targets = { invalid: await placeAt(join(path, "bad")), valid: await placeAt(join(path, "good")) };
  const files = await OutputFiles.open(targets, OWNER, undefined);
  await files.sync();
  expect(synced).toBe(2);
  mkdirSync(targets.valid.target);
  await expect(files.commit()).rejects.toThrow(/a folder/);
  expect(existsSync(targets.invalid.target)).toBe(false);
  await files.discard();
});

test("a write that takes only a part of the bytes goes on after it", async () => {
  const path = join(folder(), "good");
  const { spy, original } = await spyOn("write");
  const file = await NewFile.create(await placeAt(path), OWNER);
  spy.mockImplementationOnce(function (this: FileHandle, ...[bytes, at, , position]: unknown[]) {
    return Reflect.apply(original, this, [bytes, at, 2, position]);
  } as typeof original);
  await file.write(text("12345"));
  await file.write(text("67"));
  expect([file.size, readFileSync(file.temporaryPath, "utf8"), spy.mock.calls.length]).toEqual([7, "1234567", 3]);
  await file.close();
  await expect(file.write(text("8"))).rejects.toThrow(CheckError);
});

describe("closes its file", () => {
  /** All handles that files were opened with. */
  async function watchHandles(): Promise<() => number> {
    const { spy } = await spyOn("stat");
    return () => {
      expect(spy.mock.contexts.length).toBeGreaterThan(0);
      return (spy.mock.contexts as FileHandle[]).filter(({ fd }) => fd !== -1).length;
    };
  }

  test("when it is closed, discarded, committed or refused", async () => {
    const openHandles = await watchHandles();
    const path = join(folder(), "good");
    const place = await placeAt(path);
    const closed = await NewFile.create(place, OWNER);
    expect(openHandles()).toBe(1);
    await closed.close();
    expect(openHandles()).toBe(0);
    const { unfinished } = closed;
    await expect(NewFile.resume(place, unfinished, 1)).rejects.toThrow(CheckError);
    await expect(NewFile.resume(place, { ...unfinished, inode: "0" }, 0)).rejects.toThrow(CheckError);
    await (await NewFile.resume(place, unfinished, 0)).discard();
    await (await NewFile.create(place, OWNER)).commit();
    expect([openHandles(), existsSync(closed.temporaryPath)]).toEqual([0, false]);
  });

  test("when it can't be given its name", async () => {
    const openHandles = await watchHandles();
    const path = join(folder(), "good");
    const { folder: parent, name, target } = await placeAt(path);
    let looks = 0;
    const existing = async () => {
      if (++looks === 3) throw new CheckError("taken meanwhile");
      return undefined;
    };
    const place = { path, folder: parent, name, target, existing };
    const file = await NewFile.create(place, OWNER);
    await file.close();
    await expect(NewFile.finish(place, file.unfinished, 0)).rejects.toThrow("taken");
    expect(openHandles()).toBe(0);
  });

  test("as one of several", async () => {
    const openHandles = await watchHandles();
    const path = folder();
    const targets = { invalid: await placeAt(join(path, "bad")), valid: await placeAt(join(path, "good")) };
    const files = await OutputFiles.open(targets, OWNER, undefined);
    expect(openHandles()).toBe(2);
    await files.close();
    expect(openHandles()).toBe(0);
  });
});

describe("gives its file to the owner of the one that it replaces", () => {
  const everything = () => true;
  const onlyGroup = (uid: number) => uid === -1;
  const nothing = () => false;
  test.each<[string, bigint, (uid: number) => boolean, number, number]>([
    ["without a change", 0n, nothing, 0, 0o664],
    ["as far as the system allows: owner and group", 1n, everything, 1, 0o664],
    ["as far as the system allows: the group", 1n, onlyGroup, 2, 0o664],
    ["or else gives the new group the permissions of others", 1n, nothing, 2, 0o644],
  ])("%s", async (_, change, isAllowed, calls, mode) => {
    const path = join(folder(), "good");
    writeFileSync(path, "");
    const stats = statSync(path, { bigint: true });
    const old = { ...stats, uid: stats.uid + change, gid: stats.gid + change, mode: 0o100664n };
    const { spy } = await spyOn("chown");
    spy.mockImplementation(async (uid) => {
      if (!isAllowed(uid)) throw new Error("EPERM");
    });
    const place = await placeAt(path);
    const { folder: parent, name, target } = place;
    const file = await NewFile.create({ path, folder: parent, name, target, existing: async () => old }, OWNER);
    await file.commit();
    const [uid, gid] = [Number(old.uid), Number(old.gid)];
    expect(spy.mock.calls).toEqual(
      [
        [uid, gid],
        [-1, gid],
      ].slice(0, calls),
    );
    expect(statSync(path).mode & 0o777).toBe(mode);
  });
});
