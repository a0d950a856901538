import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyCheckout } from "./copy.js";
import { MUTANTS, type Mutant } from "./mutants.js";
import { tryTests } from "./trial.js";

// Puts one fault after the other into a copy of assembly/, builds it, and runs the unit tests: each must be caught.
// With an argument, only the mutants whose file or fault contains it.

/** The unit tests that must catch a fault: those closest to each module. */
const KERNEL_TESTS = ["test/wasm/kernel", "test/engine/"];
const SCANNER_TESTS = ["test/scanner/", "test/bulk/"];

const [wanted = ""] = process.argv.slice(2);
const mutants = MUTANTS.filter(({ file, fault }) => file.includes(wanted) || fault.includes(wanted));
const { folder, remove } = copyCheckout(process.cwd());
try {
  const sound = await tryTests(folder, [...KERNEL_TESTS, ...SCANNER_TESTS]);
  if (sound.kind !== "passed") throw new Error(`The tests must pass without a fault: ${JSON.stringify(sound)}`);
  const unchanged = digest();
  let uncaught = 0;
  for (const mutant of mutants) {
    const start = performance.now();
    const { caught, note } = await judge(mutant, unchanged);
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    if (!caught) uncaught++;
    console.log(`${caught ? "caught" : "NOT CAUGHT"}  ${mutant.file}: ${mutant.fault} | ${note} | ${seconds} s`);
  }
  console.log(`mutants of assembly/: ${mutants.length - uncaught} caught, ${uncaught} not`);
  if (uncaught > 0 || mutants.length === 0) process.exitCode = 1;
} finally {
  remove();
}

/** Tests a mutant, and takes its fault out again. */
async function judge(mutant: Mutant, unchanged: string): Promise<{ caught: boolean; note: string }> {
  const path = join(folder, "assembly", mutant.file);
  const source = readFileSync(path, "utf8");
  const times = source.split(mutant.text).length - 1;
  if (times !== 1) return { caught: false, note: `the file has this text ${times} times, not once` };
  writeFileSync(path, source.replace(mutant.text, () => mutant.replacement));
  try {
    const trial = await tryTests(folder, mutant.file.startsWith("scan/") ? SCANNER_TESTS : KERNEL_TESTS);
    if (trial.kind === "uncompiled") return { caught: false, note: `does not compile:\n${trial.output}` };
    if (digest() === unchanged) return { caught: false, note: "compiles to the same modules" };
    if (trial.kind === "passed") return { caught: false, note: "all tests passed" };
    return { caught: true, note: trial.test };
  } finally {
    writeFileSync(path, source);
  }
}

/** One digest of both modules. */
function digest(): string {
  const hash = createHash("sha256");
  for (const name of ["durable-id.wasm", "durable-id-scanner.wasm"]) hash.update(readFileSync(join(folder, "build", name)));
  return hash.digest("hex");
}
