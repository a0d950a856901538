import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DurableObjectNamespace } from "../../../src/index.js";
import type { SeededRandom } from "../../../support/random.js";
import { cli } from "../../cli/in-process.js";
import { requireExitCode } from "../exit.js";
import { requireSame, requireTrue } from "../require.js";
import type { Target } from "../target.js";

const NAME = "lobby";
/** Digits of a key that would be found in an output. */
const SHOWN_DIGITS = 16;

/** A key file gives the IDs of the key in it, or is refused; what is printed never holds a part of it. */
export const keyFiles: Target = {
  name: "key-files",
  open(folder) {
    const path = join(folder, "key");
    return {
      generate: keyFile,
      async run(input) {
        writeFileSync(path, input);
        const outcome = await cli(["mint", "--key-file", path, NAME]);
        requireExitCode(outcome, [0, 2]);
        const key = keyIn(input);
        if (outcome.code === 0) {
          requireTrue(key !== undefined, "only 32 bytes and 64 digits are a key");
          requireSame(
            outcome.stdout.trim(),
            String(new DurableObjectNamespace({ key: key ?? input }).idFromName(NAME)),
          );
        }
        const digits = Buffer.from(key ?? input).toString("hex");
        for (let at = 0; at + SHOWN_DIGITS <= digits.length && at < 200; at += 2) {
          const part = digits.slice(at, at + SHOWN_DIGITS);
          if (!/^(..)\1*$/.test(part)) requireTrue(!outcome.stderr.includes(part), "no part of the key is printed");
        }
        return undefined;
      },
    };
  },
};

function keyFile(random: SeededRandom): Uint8Array {
  const key = Buffer.from(random.bytes(32));
  const digits = key.toString("hex");
  const ending = random.pick(["", "\n", "\r\n", "\n\n", " "]);
  return random.pick([
    key,
    Buffer.from(digits + ending),
    Buffer.from(digits.toUpperCase()),
    Buffer.from(`0x${digits}`),
  ]);
}

/** The key of a file that holds one: 32 raw bytes, or 64 digits and at most one line ending. */
function keyIn(input: Uint8Array): Uint8Array | undefined {
  if (input.length === 32) return input;
  const [, digits] = /^([0-9a-f]{64})(?:\r?\n)?$/i.exec(Buffer.from(input).toString("latin1")) ?? [];
  return digits === undefined ? undefined : Buffer.from(digits, "hex");
}
