import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { describe, expect, it } from "vitest";
import { findStateFolder, listUnknown, StateReader } from "../../src/local.js";
import { fixture, scanAll, scratch } from "./fixtures.js";
import { listingOf } from "./listing.js";

const RELEASE = "5.20261117.0-beta";
const ROOMS = "do/my-worker-ChatRoom";
const LOBBY = "abd6504224beda813dc7b33bd0ed22c8653483ff2ae1b8abfa39d825b84c19b9";
const IDLE = "befc63671285711ff1c4e9cc652303523e8464e59d78e4bedceae1f61d3e75e6";

/** Gives the idle room a facet, with the data of the lobby. */
function addFacet(state: string, number: number, from = LOBBY): void {
  for (const end of ["", "-wal"]) {
    copyFileSync(join(state, ROOMS, `${from}.sqlite${end}`), join(state, ROOMS, `${IDLE}.${number}.sqlite${end}`));
  }
}

const find = (found: readonly { id: string }[], id: string) => found.find((object) => object.id === id);

describe("an object whose data is in a facet", () => {
  it("has stored data, and its size counts the facets", async () => {
    const { state } = fixture(RELEASE);
    const before = find(await scanAll(state), IDLE);
    expect(before).toMatchObject({ hasStoredData: false, size: 4096 });
    addFacet(state, 1);
    const listed = listingOf(state);
    expect(find(await scanAll(state), IDLE)).toMatchObject({ hasStoredData: true, size: 4096 + 12_368 });
    expect(listingOf(state)).toEqual(listed);
  });

  it("has no stored data if all facets are empty", async () => {
    const { state } = fixture(RELEASE);
    for (const number of [1, 12])
      copyFileSync(join(state, ROOMS, `${IDLE}.sqlite`), join(state, ROOMS, `${IDLE}.${number}.sqlite`));
    expect(find(await scanAll(state), IDLE)).toMatchObject({ hasStoredData: false, size: 3 * 4096 });
  });

  it("is read the same way by StateReader, for any number of the facet", async () => {
    const { state } = fixture(RELEASE);
    const namespace = { plugin: "do", uniqueKey: "my-worker-ChatRoom" };
    const reader = await StateReader.open(state);
    try {
      expect((await reader.read(namespace, IDLE)).hasStoredData).toBe(false);
      addFacet(state, 7);
      expect((await reader.read(namespace, IDLE)).hasStoredData).toBe(true);
    } finally {
      await reader.close();
    }
  });

  it("can't be read if its facet can't", async () => {
    const { state } = fixture(RELEASE);
    writeFileSync(join(state, ROOMS, `${IDLE}.1.sqlite`), "not a database".repeat(500));
    const idle = find(await scanAll(state), IDLE);
    expect(idle).toMatchObject({ hasStoredData: undefined, size: undefined });
    expect(idle).toHaveProperty("fault", expect.stringContaining("not a database"));
  });
});

describe("files that are not regular", () => {
  const mkfifo = (path: string) => execFileSync("mkfifo", [path]);

  it("as alarm store: a FIFO or a folder is reported, and doesn't block the scan", async () => {
    for (const make of [mkfifo, (path: string) => void mkdirSync(path)]) {
      const { state } = fixture(RELEASE);
      for (const end of ["", "-wal"]) rmSync(join(state, ROOMS, `metadata.sqlite${end}`));
      make(join(state, ROOMS, "metadata.sqlite"));
      const rooms = (await scanAll(state)).filter(({ uniqueKey }) => uniqueKey === "my-worker-ChatRoom");
      expect(rooms).toHaveLength(3);
      for (const room of rooms) expect(room.fault).toMatch(/alarm store.*not a regular file/);
    }
  });

  it("as WAL: a FIFO is reported", async () => {
    const { state } = fixture(RELEASE);
    rmSync(join(state, ROOMS, `${LOBBY}.sqlite-wal`));
    mkfifo(join(state, ROOMS, `${LOBBY}.sqlite-wal`));
    expect(find(await scanAll(state), LOBBY)).toHaveProperty("fault", expect.stringContaining("not a regular file"));
  });

  it("as object: it is listed as unknown", async () => {
    const { state } = fixture(RELEASE);
    const count = (await scanAll(state)).length;
    mkfifo(join(state, ROOMS, `${"1".repeat(64)}.sqlite`));
    mkdirSync(join(state, ROOMS, `${"2".repeat(64)}.sqlite`));
    expect(await scanAll(state)).toHaveLength(count);
    const unknown = [1, 2].map((digit) => `${ROOMS}/${String(digit).repeat(64)}.sqlite`);
    expect((await listUnknown(state)).map(({ path }) => path)).toEqual(unknown);
  });
});

describe("unknown files", () => {
  it("don't exist in a runtime's state", async () => {
    for (const release of [RELEASE, "3.20240129.3", "3.20230904.0"]) {
      const { state } = fixture(release);
      for (const path of [
        "kv/my-kv/blobs",
        "r2/bucket/blobs",
        "cache/default/blobs",
        "images/miniflare-images-KVNamespaceObject",
      ]) {
        mkdirSync(join(state, path), { recursive: true });
      }
      addFacetFiles(state);
      expect(await listUnknown(state)).toEqual([]);
    }
  });

  function addFacetFiles(state: string): void {
    for (const end of [".1.sqlite", ".1.sqlite-wal", ".1.sqlite-shm", ".facets", ".sqlite-shm"]) {
      writeFileSync(join(state, ROOMS, IDLE + end), "");
    }
  }

  it("are all other files and folders", async () => {
    const { state } = fixture(RELEASE);
    mkdirSync(join(state, "email-store/later"), { recursive: true });
    mkdirSync(join(state, "kv/some-id/blobs"), { recursive: true });
    const unknown = [
      "do/file",
      `${ROOMS}/${"1".repeat(64)}.1.sqlite`,
      `${ROOMS}/${"1".repeat(64)}.sqlite-wal`,
      `${ROOMS}/${LOBBY.toUpperCase()}.sqlite`,
      `${ROOMS}/x.sqlite`,
      "email-store/later/file",
      "kv/some-id/else",
      "notes.txt",
    ];
    for (const path of unknown) writeFileSync(join(state, path), "");
    mkdirSync(join(state, ROOMS, "folder"));
    mkdirSync(join(state, "brand-new/deep/er"), { recursive: true });
    symlinkSync("nowhere", join(state, "do/dangling"));
    const expected = [...unknown, `${ROOMS}/folder`, "brand-new/deep/er", "do/dangling"].sort();
    expect((await listUnknown(state)).map(({ path }) => path).sort()).toEqual(expected);
  });
});

describe("Artifacts, whose objects are one level deeper", () => {
  it("are scanned, without unknown files", async () => {
    const { state } = fixture(RELEASE);
    const folder = "artifacts/37a8eec1ce19687d132fe29051dca629";
    const namespace = `${folder}/metadata/37a8eec1ce19687d132fe29051dca629`;
    const id = "37dfe81f414e55fa8c068781f1762d037d8c2160086ee497e41f1b307eb94590";
    mkdirSync(join(state, namespace), { recursive: true });
    mkdirSync(join(state, folder, "git/repo.git"), { recursive: true });
    writeFileSync(join(state, folder, "git-port"), "33751");
    for (const end of ["", "-wal"]) {
      copyFileSync(join(state, ROOMS, `${LOBBY}.sqlite${end}`), join(state, namespace, `${id}.sqlite${end}`));
    }
    expect(find(await scanAll(state, { names: ["default"] }), id)).toMatchObject({
      plugin: `${folder}/metadata`,
      path: `${namespace}/${id}.sqlite`,
      isValid: true,
      name: "default",
      hasStoredData: true,
    });
    expect((await scanAll(state, { plugin: "artifacts" })).map((object) => object.id)).toEqual([id]);
    expect(await listUnknown(state)).toEqual([]);
  });
});

describe("the state folder", () => {
  it("is found from the folders around it", async () => {
    const { state } = fixture(RELEASE);
    const project = scratch();
    const v3 = join(project, ".wrangler/state/v3");
    cpSync(state, v3, { recursive: true });
    // Folders of a project that look like those of a state.
    for (const name of ["images", "cache", "src"]) mkdirSync(join(project, name));
    for (const path of ["", ".wrangler", ".wrangler/state", ".wrangler/state/v3", ".wrangler/state/v3/do"]) {
      expect(await findStateFolder(join(project, path))).toBe(v3);
    }
    expect(await findStateFolder(join(v3, "d1"))).toBe(v3);
  });

  it("is recognised by one kind of state, also in the old layout", async () => {
    for (const [release, plugin] of [
      [RELEASE, "do"],
      [RELEASE, "d1"],
      ["3.20230904.0", "d1"],
    ]) {
      const { state } = fixture(release);
      for (const other of ["do", "d1"]) if (other !== plugin) rmSync(join(state, other), { recursive: true });
      expect(await findStateFolder(state)).toBe(state);
    }
  });

  it("can't be any folder: the error names the expected one", async () => {
    const empty = scratch();
    mkdirSync(join(empty, "images"));
    for (const call of [() => findStateFolder(empty), () => scanAll(empty)]) {
      await expect(call()).rejects.toMatchObject({
        code: "ERR_DO_STATE",
        message: expect.stringContaining(".wrangler/state/v3"),
      });
    }
    await expect(findStateFolder(join(empty, "nowhere"))).rejects.toMatchObject({ code: "ERR_DO_STATE" });
  });

  it("may contain links to folders", async () => {
    const { state } = fixture(RELEASE);
    const found = await scanAll(state);
    renameSync(join(state, "do"), join(state, "../elsewhere"));
    symlinkSync("../elsewhere", join(state, "do"));
    expect(await scanAll(state)).toEqual(found);
    renameSync(join(state, ROOMS), join(state, "../rooms"));
    symlinkSync("../rooms", join(state, ROOMS));
    expect(await scanAll(state)).toEqual(found);
    expect(await listUnknown(state)).toEqual([]);
  });
});

describe("a database of UTF-16 text", () => {
  it("is read like UTF-8", async () => {
    const { state } = fixture(RELEASE);
    for (const end of ["", "-wal"]) rmSync(join(state, ROOMS, `${LOBBY}.sqlite${end}`));
    const database = new Database(join(state, ROOMS, `${LOBBY}.sqlite`));
    database.exec("PRAGMA encoding = 'UTF-16le'; CREATE TABLE t (a)");
    database.close();
    expect(find(await scanAll(state), LOBBY)).toMatchObject({ hasStoredData: true, fault: undefined });
  });
});
