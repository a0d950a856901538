import { truncateSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { SeededRandom } from "../../support/random.js";
import { spawnThread } from "./process.js";
import { cli, FOO, ROOMS, scratch } from "./support.js";

const lines = `${FOO}\n`.repeat(100_000);

describe("a file that is truncated while it is read ends the run with code 2", () => {
  test.each<[string, string, string | Buffer, number]>([
    ["text", "in.txt", lines, 1],
    ["text, by threads", "in.txt", lines, 2],
    ["CSV", "in.csv", `id\n${lines}`, 1],
    ["JSON Lines", "in.jsonl", lines.replaceAll(/.+/g, '"$&"'), 1],
    [
      "gzip",
      "in.gz",
      gzipSync(Buffer.from(new SeededRandom("gzip").bytes(3_000_000)).toString("hex").replaceAll(/.{64}/g, "$&\n")),
      1,
    ],
  ])("%s", async (_, name, content, jobs) => {
    const { file } = scratch();
    const path = file(name, content);
    const onWrite = (written: string) => {
      if (written.startsWith("{")) return;
      truncateSync(path, 1_000_000);
    };
    const argv = ["check", "--unique-key", ROOMS, "--annotate", "--json", "--jobs", `${jobs}`, path];
    const { code, stdout, stderr } = await cli(argv, { onWrite, spawn: spawnThread });
    const [summary, message] = stderr.split("\n");
    expect(code).toBe(2);
    expect(message).toMatch(/in\..*truncated while it was being read/);
    const { complete, total } = JSON.parse(summary);
    expect([complete, total]).toEqual([false, stdout.split("\n").length - (name === "in.csv" ? 2 : 1)]);
  });

  test.each(["1", "2"])("also inside a line that is too long to keep, --jobs %s", async (jobs) => {
    const { file } = scratch();
    const path = file("in.txt", `${lines}${"x".repeat(2_000_000)}\n`);
    const argv = ["check", "--unique-key", ROOMS, "--annotate", "--json", "--jobs", jobs, path];
    const onWrite = () => truncateSync(path, 7_000_000);
    const { code, stderr } = await cli(argv, { onWrite, spawn: spawnThread });
    const [summary, message] = stderr.split("\n");
    expect([code, message]).toEqual([2, expect.stringContaining("truncated while it was being read")]);
    expect(JSON.parse(summary)).toMatchObject({ complete: false, total: 100_001, valid: 100_000, malformed: 1 });
  });
});
