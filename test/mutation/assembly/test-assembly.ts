import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyCheckout } from "./copy.js";
import { MUTANTS, type Mutant } from "./mutants.js";
import { MODULES, tryTests } from "./trial.js";

/** The module that a file is compiled into. */
const moduleOf = (file: string) => (file.startsWith("scan/") ? "durable-id-scanner.wasm" : "durable-id.wasm");

/** The unit tests closest to a file, one set after the other: the first is quick, and catches most. */
function testsFor(file: string): readonly (readonly string[])[] {
  if (file === "scan/search.ts") return [["test/scanner/search"]];
  if (file.startsWith("scan/")) return [["test/scanner/contract"], ["test/scanner/", "test/bulk/"]];
  return [["test/wasm/kernel"], ["test/engine/"]];
}

/**
 * Puts one fault after the other into a copy of `assembly/`, builds it and runs unit tests, and prints which test caught it.
 * @param files only the mutants of these files
 * @returns whether each mutant was caught
 */
export async function testAssembly(files: readonly string[] | undefined): Promise<boolean> {
  const mutants = MUTANTS.filter(({ file }) => files?.includes(`assembly/${file}`) ?? true);
  const { folder, remove } = copyCheckout(process.cwd());
  try {
    const tests = ["test/wasm/kernel", "test/engine/", "test/scanner/", "test/bulk/"];
    const sound = await tryTests(folder, ["durable-id.wasm", "durable-id-scanner.wasm"], [tests]);
    if (sound.kind !== "passed") throw new Error(`The tests must pass without a fault: ${JSON.stringify(sound)}`);
    const unchanged = digest(folder);
    let caught = 0;
    for (const mutant of mutants) {
      const started = Date.now();
      const { isCaught, note } = await judge(mutant, folder, unchanged);
      caught += Number(isCaught);
      const seconds = Math.round((Date.now() - started) / 1000);
      console.log(`${isCaught ? "caught" : "NOT CAUGHT"}: ${mutant.file}: ${mutant.fault} | ${note} | ${seconds} s`);
    }
    console.log(`\nassembly: ${caught} of ${mutants.length} mutants caught`);
    return caught === mutants.length && mutants.length > 0;
  } finally {
    remove();
  }
}

/** Tests a mutant, and takes its fault out again. */
async function judge(mutant: Mutant, folder: string, unchanged: string): Promise<{ isCaught: boolean; note: string }> {
  const path = join(folder, "assembly", mutant.file);
  const source = readFileSync(path, "utf8");
  const times = source.split(mutant.text).length - 1;
  if (times !== 1) return { isCaught: false, note: `the file has this text ${times} times, expected once` };
  writeFileSync(
    path,
    source.replace(mutant.text, () => mutant.replacement),
  );
  try {
    const trial = await tryTests(folder, [moduleOf(mutant.file)], testsFor(mutant.file));
    if (trial.kind === "uncompiled") return { isCaught: false, note: `does not compile:\n${trial.output}` };
    if (digest(folder) === unchanged) return { isCaught: false, note: "compiles to the same modules" };
    if (trial.kind === "passed") return { isCaught: false, note: "all tests passed" };
    return { isCaught: true, note: trial.test };
  } finally {
    writeFileSync(path, source);
  }
}

/** One digest of both modules. */
function digest(folder: string): string {
  const hash = createHash("sha256");
  for (const name of Object.keys(MODULES)) {
    hash.update(readFileSync(join(folder, "build", name)));
  }
  return hash.digest("hex");
}
