/*
 * Mutation testing: changes the code in many small ways, and reports the changes that no test notices.
 * npm run test:mutation [-- GROUP… [--mutate FILE…]]; fails under a group's floor, for a survivor that explained.json
 * doesn't list (not in check/), for a listed one that is caught or gone, for one that could not be tested, and for a mutant of
 * assembly/ that survives.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { testAssembly } from "./assembly/test-assembly.ts";
import { groupOf, groups } from "./groups.ts";
import { forgetUncaught, readOutcome } from "./report.ts";
import { runStryker } from "./stryker.ts";
import { compare, type Explained } from "./survivors.ts";

const EXPLAINED: readonly Explained[] = JSON.parse(readFileSync("test/mutation/explained.json", "utf8"));
const FOLDER = "build/mutation";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { mutate: { type: "string", multiple: true } },
});
/** Stryker knows no AssemblyScript. */
const ASSEMBLY = "assembly";
const known = [...Object.keys(groups), ASSEMBLY];
const names = positionals.length === 0 ? known : positionals;
const unknown = names.find((name) => !known.includes(name));
if (unknown !== undefined) {
  console.error(`unknown group "${unknown}"; expected one of: ${known.join(", ")}`);
  process.exit(2);
}
mkdirSync(FOLDER, { recursive: true });
const failed: string[] = [];
for (const name of names) {
  const passed = name === ASSEMBLY ? await testAssembly(values.mutate) : testGroup(name, values.mutate);
  if (!passed) failed.push(name);
}
if (failed.length > 0) console.error(`\nfailed: ${failed.join(", ")}`);
process.exitCode = failed.length > 0 ? 1 : 0;

/** Runs the mutants of a group, or only those of some of its files, and prints what survives. */
function testGroup(name: string, files: readonly string[] | undefined): boolean {
  const { mutate, floor, hasUnexplained = false } = groups[name];
  const report = `${FOLDER}/${name.replace("/", "-")}.json`;
  const started = Date.now();
  forgetUncaught(report);
  runStryker(name, files ?? mutate, report, FOLDER);

  const isInScope = ({ file }: { readonly file: string }) => groupOf(file) === name && (files?.includes(file) ?? true);
  const { count, survivors, timeouts, untested, ignored } = readOutcome(report, isInScope);
  const { unexplained, stale } = compare(survivors, timeouts, EXPLAINED.filter(isInScope));
  for (const { file, lineNumber, line, mutant, covered } of unexplained) {
    console.log(`\n${covered ? "survived" : "not run by any test"}: ${file}:${lineNumber}\n  ${line}\n  ${mutant}`);
  }
  for (const { file, line, mutant } of stale) {
    console.log(`\nexplained.json lists a mutant that is caught or gone: ${file}\n  ${line}\n  ${mutant}`);
  }
  if (untested > 0) console.log(`\n${untested} mutants have no result: the tests could not run; run the command again`);
  const score = percent(count - survivors.length, count);
  const explainedScore = percent(count - unexplained.length, count);
  const minutes = ((Date.now() - started) / 60_000).toFixed(1);
  console.log(
    `\n${name}: score ${score} % (floor ${floor} %), ${explainedScore} % without the explained survivors; ${count} mutants, ` +
      `${survivors.length} survivors, ${unexplained.length} of them unexplained; ${timeouts.length} timeouts; ${ignored} ignored; ${minutes} minutes`,
  );
  return (
    (files !== undefined || Number(score) >= floor) &&
    (hasUnexplained || unexplained.length === 0) &&
    untested === 0 &&
    stale.length === 0
  );
}

function percent(part: number, whole: number): string {
  return (whole === 0 ? 100 : Math.floor((1000 * part) / whole) / 10).toFixed(1);
}
