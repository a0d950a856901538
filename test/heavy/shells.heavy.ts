import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { durableId } from "../cli/process.js";
import { scratch } from "../cli/support.js";

const PROGRAMS = ["zsh", "fish", "mandoc", "groff"];
const ZSH_COMPLETE = fileURLToPath(new URL("zsh-complete.zsh", import.meta.url));

beforeAll(() => {
  const missing = PROGRAMS.filter((name) => spawnSync(name, ["--version"]).error !== undefined);
  if (missing.length === 0) return;
  execFileSync("apt-get", ["update", "-qq"]);
  execFileSync("apt-get", ["install", "-qq", "-y", ...missing], { stdio: "ignore" });
});

/** A folder with files to complete, and the completions of a shell in it. */
function world(shell: string) {
  const { path, file } = scratch();
  const script = file("script", durableId(["completion", shell]).stdout);
  mkdirSync(`${path}/work/folder`, { recursive: true });
  file("work/ids of users.txt", "");
  return { script, cwd: `${path}/work` };
}

describe("zsh completes", () => {
  const lines: Readonly<Record<string, string>> = {
    "durable-id ch": "durable-id check ",
    "durable-id --color always ch": "durable-id --color always check ",
    "durable-id --ve": "durable-id --version ",
    "durable-id help sc": "durable-id help scan ",
    "durable-id check --max": "durable-id check --max-invalid=",
    "durable-id check --format=cs": "durable-id check --format=csv ",
    "durable-id check --json --format cs": "durable-id check --json --format csv ",
    "durable-id check --color=n": "durable-id check --color=never ",
    "durable-id check --unique-key a --unique-k": "durable-id check --unique-key a --unique-key=",
    "durable-id check --report=id": "durable-id check --report=ids\\ of\\ users.txt ",
    "durable-id check id": "durable-id check ids\\ of\\ users.txt ",
    "durable-id locate ratel": "durable-id locate ratelimit ",
    "durable-id locate --state fol": "durable-id locate --state folder/",
    "durable-id completion f": "durable-id completion fish ",
    "durable-id mint id": "durable-id mint id",
  };

  test("commands, options, values and files", () => {
    const { script, cwd } = world("zsh");
    const { stdout, stderr } = spawnSync("zsh", ["-f", ZSH_COMPLETE, script, ...Object.keys(lines)], {
      cwd,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    const completed = stdout.split("\n").map((line) => line.replaceAll("\r", ""));
    expect(Object.fromEntries(Object.keys(lines).map((line, i) => [line, completed[i]]))).toEqual(lines);
  });
});

describe("fish completes", () => {
  test.each<[line: string, expected: string[]]>([
    ["durable-id ch", ["check"]],
    ["durable-id --color always ch", ["check"]],
    ["durable-id help sc", ["scan"]],
    ["durable-id check --max", ["--max-invalid"]],
    ["durable-id check --format c", ["csv"]],
    ["durable-id check --report id", ["ids of users.txt"]],
    ["durable-id check id", ["ids of users.txt"]],
    ["durable-id locate s", ["secrets-store", "stream"]],
    ["durable-id locate do s", []],
    ["durable-id locate --state ", ["folder/"]],
    ["durable-id completion ", ["bash", "fish", "zsh"]],
    ["durable-id check --jobs ", []],
    ["durable-id mint ", []],
  ])("%j", (line, expected) => {
    const { script, cwd } = world("fish");
    const argv = ["--no-config", "-c", "source $argv[1]; complete -C $argv[2]", "--", script, line];
    const { stdout, stderr } = spawnSync("fish", argv, { cwd, encoding: "utf8" });
    expect(stderr).toBe("");
    const completed = stdout.split("\n").filter(Boolean);
    expect(completed.map((each) => each.split("\t")[0])).toEqual(expected);
  });
});

describe("the man page", () => {
  test("has nothing that mandoc warns of, but that it has no date", () => {
    const { stdout, stderr } = spawnSync("mandoc", ["-Tlint", "dist/durable-id.1"], { encoding: "utf8" });
    const warnings = `${stdout}${stderr}`.split("\n").filter(Boolean);
    expect(warnings).toEqual([expect.stringContaining("missing date")]);
  });

  test.each([40, 80, 120])("fits %i columns", (columns) => {
    const argv = ["-man", "-Tutf8", "-ww", `-rLL=${columns}n`, "-P-cbou", "dist/durable-id.1"];
    const { stdout, stderr } = spawnSync("groff", argv, { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(stdout).toContain("--max-invalid");
    const lines = stdout.split("\n");
    // Examples are there to be copied.
    const isExample = (line: string) => /^ {7,}(durable-id|source|sqlite3|tail|psql|bun|kubectl) /.test(line);
    expect(lines.filter((line) => line.length > columns && !isExample(line))).toEqual([]);
  });
});
