import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { BIN, shell } from "./process.js";
import { FOO, ROOMS, scratch } from "./support.js";

const STATE = "test/local/fixtures/3.20240129.3/state";

/** Runs a script that prints how a command ended. */
function run(script: string) {
  const { path } = scratch();
  return shell(script, { TMPDIR: path, FOLDER: path, FOO, ROOMS });
}

/** So much output that a pipe can't hold it. */
const LONG = [
  'check --unique-key "$ROOMS" --annotate < <(yes "$FOO")',
  'check --unique-key "$ROOMS" --annotate --duplicates --invalid "$FOLDER/bad" < <(yes "$FOO")',
  'mint --unique-key "$ROOMS" --unique 10000000',
  'mint --unique-key "$ROOMS" - < <(yes name)',
  'inspect --unique-key "$ROOMS" - < <(yes "$FOO")',
];

/** All the commands that print something. */
const ALL = [
  ...LONG,
  'check --unique-key "$ROOMS" <<< "$FOO"',
  'check --unique-key "$ROOMS" --json <<< "$FOO"',
  `scan ${STATE}`,
  `scan --json ${STATE}`,
  "locate do my-worker-ChatRoom lobby",
  'import --unique-key "$ROOMS" --db "$FOLDER/objects.db" <<< "$FOO"',
  "completion bash",
  "--help",
];

describe("a closed pipe is not an error", () => {
  test.each(LONG)("%s | head -1", (command) => {
    const { stdout, stderr } = run(`"$BIN" ${command} | head -1; echo "code \${PIPESTATUS[0]}"`);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^[^\n]+\ncode 141\n$/);
  });

  test.each(ALL)("%s, if its reader has ended before it starts", (command) => {
    const { stdout, stderr } = run(`exec 3> >(:); wait $!; "$BIN" ${command} >&3; echo "code $?"`);
    expect(stderr).toBe("");
    expect(stdout).toBe("code 141\n");
  });

  test("ends the command even if its input stays open", async () => {
    const child = spawn(BIN, ["check", "--unique-key", ROOMS, "--annotate"]);
    child.stdout.destroy();
    child.stdin.write(`${FOO}\n`);
    expect((await once(child, "exit"))[0]).toBe(141);
    child.stdin.destroy();
  });

  test("also for messages", () => {
    const { stdout } = run(`exec 3> >(:); wait $!; "$BIN" check --unique-key "$ROOMS" /nowhere 2>&3; echo "code $?"`);
    expect(stdout).toBe("code 2\n");
  });
});
