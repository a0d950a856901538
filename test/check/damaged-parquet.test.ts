import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { InputError } from "../../src/check/index.js";
import type { SpawnThread } from "../../src/check/threads/protocol.js";
import { SeededRandom } from "../../support/random.js";
import { BIN, durableId, spawnThread } from "../cli/process.js";
import { cli, FOO, ROOMS, scratch } from "../cli/support.js";
import { decodeAll, decodeFlipped, endlessFile, FIXTURES, hugeRunFile, impatient } from "./damaged-parquet.js";

const CHECK = ["check", "--unique-key", ROOMS, "--field", "session_id"];

test.each([
  ["one-column", "session_id"],
  ["pyarrow-zstd", "user.id"],
  ["pyarrow-plain", "session_id"],
  ["duckdb-gzip", "bytes"],
])("bytes that are flipped in %s end in rows or an InputError", async (name, field) => {
  const faults = await decodeFlipped(name, field, 75, scratch().path);
  for (const fault of faults) if (fault !== undefined) expect(fault).toBeInstanceOf(InputError);
});

test("a file that is cut off anywhere, or holds anything, is an InputError", async () => {
  const bytes = readFileSync(`${FIXTURES}one-column.parquet`);
  const file = `${scratch().path}/cut.parquet`;
  const random = new SeededRandom(1);
  const decoders = impatient(5);
  for (let size = 0; size < bytes.length; size += 7) {
    const noise = Array.from({ length: 40 }, () => random.below(256));
    for (const tail of [[], Buffer.from("PAR1"), noise]) {
      writeFileSync(file, Buffer.concat([bytes.subarray(0, size), Uint8Array.from(tail)]));
      expect((await decodeAll(decoders, file, undefined)).fault).toBeInstanceOf(InputError);
    }
  }
});

test("a run of a billion values is damage, and doesn't end the process", async () => {
  const { path } = scratch();
  const { status, stdout, stderr } = durableId([...CHECK, "--json", hugeRunFile(`${path}/huge.parquet`)]);
  expect([status, JSON.parse(stdout)]).toMatchObject([2, { complete: false, total: 10, valid: 10 }]);
  expect(stderr).toContain("damaged");
});

describe("a decoder that is caught in a loop", () => {
  test("is given up, and everything before counts", async () => {
    const { length, fault } = await decodeAll(
      impatient(2),
      endlessFile(`${scratch().path}/endless.parquet`),
      "session_id",
    );
    expect(length).toBe(10 * `{"session_id":"${FOO}"}\n`.length);
    expect(fault).toMatchObject({ code: "ERR_DO_CHECK", message: expect.stringContaining("no progress") });
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("is ended by %s: code %i", async (signal, code) => {
    const { path, file } = scratch();
    const argv = [...CHECK, "--annotate", file("ids.txt", `${FOO}\n`), endlessFile(`${path}/endless.parquet`)];
    const child = spawn(process.execPath, [BIN, ...argv]);
    const closed = once(child, "close");
    await once(child.stdout, "data");
    child.stdout.resume();
    child.stderr.resume();
    child.kill(signal);
    expect((await closed)[0]).toBe(code);
  });

  test("is ended by a stop, whose run terminates its thread", async () => {
    const controller = new AbortController();
    let ended = 0;
    let started = 0;
    let opened = 0;
    const counting: SpawnThread = (workerData, limits) => {
      const thread = spawnThread(workerData, limits);
      started++;
      thread.on("message", (message) => {
        const { kind } = message as { kind: string };
        if (kind === "opened" && ++opened === 2) setImmediate(() => controller.abort("SIGTERM"));
      });
      const terminate = thread.terminate.bind(thread);
      thread.terminate = () => {
        ended++;
        return terminate();
      };
      return thread;
    };
    const path = endlessFile(`${scratch().path}/endless.parquet`);
    const { code } = await cli([...CHECK, path], { spawn: counting, stop: controller.signal });
    expect([code, started]).toEqual([143, 1]);
    await expect.poll(() => ended).toBe(1);
  });
});

test("one thread decodes all files of a run", async () => {
  let started = 0;
  const counting: SpawnThread = (...setup) => {
    started++;
    return spawnThread(...setup);
  };
  const files = ["one-column", "pyarrow-zstd", "pyarrow-plain", "duckdb-gzip"].map(
    (name) => `${FIXTURES}${name}.parquet`,
  );
  const { stdout } = await cli([...CHECK, "--json", ...files], { spawn: counting });
  expect([started, JSON.parse(stdout).valid]).toEqual([1, 80]);
});
