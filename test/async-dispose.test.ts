import { readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { openInputs } from "../src/check/index.js";
import { SqliteDirectory, StateDirectory } from "../src/directory.js";
import { StateReader } from "../src/local.js";
import { scratch } from "./local/fixtures.js";

/** Bytes in the write-ahead log of a database. */
const logged = (path: string) => statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;

/** The remaining temporary folders of this process. */
const temporaries = () => readdirSync(tmpdir()).filter((name) => name.includes(`p${process.pid}-`));

describe("Symbol.asyncDispose closes, and closing twice does nothing:", () => {
  it("SqliteDirectory", async () => {
    const path = join(scratch(), "listing.db");
    const directory = await SqliteDirectory.open(path);
    directory.add({ uniqueKey: "my-worker-ChatRoom", script: "my-worker", class: "ChatRoom" });
    expect(logged(path)).toBeGreaterThan(0);
    await directory[Symbol.asyncDispose]();
    expect(logged(path)).toBe(0);
    directory.close();
    await directory[Symbol.asyncDispose]();
  });

  it("StateDirectory and StateReader", async () => {
    const before = temporaries().length;
    for (const open of [() => StateDirectory.open(scratch()), () => StateReader.open(scratch())]) {
      const opened = await open();
      expect(temporaries().length).toBe(before + 1);
      await opened[Symbol.asyncDispose]();
      expect(temporaries().length).toBe(before);
      await opened.close();
    }
  });

  it("the text of an input", async () => {
    const path = join(scratch(), "ids.txt");
    writeFileSync(path, "lobby\n");
    const [input] = await openInputs([path], { stdin: Readable.from([]) });
    const text = input.open(0);
    const [first, second] = [text[Symbol.asyncDispose](), text.close()];
    await Promise.all([first, second]);
    expect(() => text.read(new Uint8Array(8))).toThrow();
  });
});
