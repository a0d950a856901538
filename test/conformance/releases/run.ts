/*
 * Asks releases of workerd, Miniflare and the official SDKs everything that we know of them: `npm run conformance`.
 * Ends with 1 if an answer differs in a way that is not listed, or if a listed difference has gone.
 */
import { parseArgs } from "node:util";
import { type Judgement, judge } from "./judge.js";
import { KNOWN, type Known, SUBJECT_NAMES, type SubjectName } from "./known.js";
import { record } from "./recorded.js";
import { SUBJECTS } from "./subjects.js";

const USAGE = `usage: npm run conformance -- [--releases] [--record] [${SUBJECT_NAMES.join("|")} …]`;

/** Answers that are printed of a release: a whole feature may be missing. */
const MOST_PRINTED = 20;

const { values, positionals } = parseArgs({
  options: { releases: { type: "boolean" }, record: { type: "boolean" } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !SUBJECT_NAMES.some((subject) => subject === name));
if (unknown.length > 0) fail(`unknown subject "${unknown[0]}"; expected one of ${SUBJECT_NAMES.join(", ")}`);
const isAll = values.releases === true;
if (values.record && !isAll) fail("--record needs --releases: a record has every release");

let failed = 0;
let passed = 0;
for (const name of SUBJECT_NAMES.filter((each) => positionals.length === 0 || positionals.includes(each))) {
  const versions = await versionsOf(name);
  if (versions.length === 0) continue;
  const started = performance.now();
  console.log(`${name}: known differences`);
  for (const [i, { what }] of KNOWN[name].changes.entries()) console.log(`  ${String(i + 1).padStart(2)} ${what}`);
  const judgements = new Map<string, Judgement>();
  const failedBefore = failed;
  for (const version of versions) {
    const judgement = await judgementOf(name, version);
    if (judgement !== undefined) judgements.set(version, judgement);
    if (judgement !== undefined && judgement.unlisted.length === 0 && judgement.gone.length === 0) passed++;
    else failed++;
  }
  await SUBJECTS[name].close?.();
  console.log(`${name}: ${judgements.size} releases in ${Math.round((performance.now() - started) / 1000)} s\n`);
  if (values.record && failed === failedBefore) record(name, judgements);
}
console.log(`releases: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function fail(message: string): never {
  console.error(`${message}\n${USAGE}`);
  process.exit(2);
}

/** The releases to ask: those of the gate, or all and the newest. */
async function versionsOf(name: SubjectName): Promise<string[]> {
  const { releases }: Known = KNOWN[name];
  if (!isAll) return releases.filter(({ isInGate }) => isInGate).map(({ version }) => version);
  return [...new Set([...releases.map(({ version }) => version), await SUBJECTS[name].newest()])];
}

/** Asks a release, and prints its line of the table, and what is wrong. */
async function judgementOf(name: SubjectName, version: string): Promise<Judgement | undefined> {
  const label = `${name} ${version}`.padEnd(30);
  const { changes }: Known = KNOWN[name];
  try {
    const judgement = judge(version, await SUBJECTS[name].ask(version), changes);
    const { questions, explained, unlisted, gone } = judgement;
    const different = Object.values(explained).reduce((sum, answers) => sum + answers, unlisted.length);
    const numbers = changes.flatMap(({ what }, i) => (explained[what] === undefined ? [] : i + 1));
    const same = `${String(questions - different).padStart(5)} of ${questions} as expected`;
    console.log(`${label} ${same}${numbers.length === 0 ? "" : `; differences ${numbers.join(" ")}`}`);
    for (const { question, expected, answer } of unlisted.slice(0, MOST_PRINTED)) {
      console.log(`  not listed: ${question}\n    expected ${expected}\n    got      ${answer}`);
    }
    if (unlisted.length > MOST_PRINTED) console.log(`  not listed: ${unlisted.length - MOST_PRINTED} more`);
    for (const what of gone) console.log(`  listed, but gone: ${what}`);
    return judgement;
  } catch (error) {
    console.log(`${label} failed: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
