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
if (unknown.length > 0) throw new Error(`unknown subject "${unknown.join(" ")}"; ${USAGE}`);
const isAll = values.releases === true;
if (values.record && !isAll) throw new Error(`--record takes --releases; ${USAGE}`);

let failed = 0;
let passed = 0;
for (const subject of SUBJECT_NAMES.filter((name) => positionals.length === 0 || positionals.includes(name))) {
  const started = performance.now();
  const judgements = new Map<string, Judgement>();
  for (const version of await versionsOf(subject)) {
    const judgement = await judgementOf(subject, version);
    if (judgement !== undefined) judgements.set(version, judgement);
    if (judgement !== undefined && judgement.unlisted.length === 0 && judgement.gone.length === 0) passed++;
    else failed++;
  }
  await SUBJECTS[subject].close?.();
  console.log(`${subject}: ${judgements.size} releases in ${Math.round((performance.now() - started) / 1000)} s\n`);
  if (values.record) record(subject, judgements);
}
console.log(`releases: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** The releases to ask: those of the gate, or all and the newest. */
async function versionsOf(subject: SubjectName): Promise<string[]> {
  const { releases }: Known = KNOWN[subject];
  if (!isAll) return releases.filter(({ isInGate }) => isInGate).map(({ version }) => version);
  return [...new Set([...releases.map(({ version }) => version), await SUBJECTS[subject].newest()])];
}

/** Asks a release, and prints its line of the table, and what is wrong. */
async function judgementOf(subject: SubjectName, version: string): Promise<Judgement | undefined> {
  const label = `${subject} ${version}`.padEnd(34);
  try {
    const judgement = judge(version, await SUBJECTS[subject].ask(version), KNOWN[subject].changes);
    const { questions, explained, unlisted, gone } = judgement;
    const changes = Object.entries(explained).map(([what, answers]) => `${what} (${answers})`);
    console.log(`${label} ${String(questions).padStart(5)} questions  ${changes.join(", ") || "no difference"}`);
    for (const { question, expected, answer } of unlisted.slice(0, MOST_PRINTED)) {
      console.log(`  not listed: ${question}\n    expected ${expected}\n    got      ${answer}`);
    }
    if (unlisted.length > MOST_PRINTED) console.log(`  and ${unlisted.length - MOST_PRINTED} more that are not listed`);
    for (const what of gone) console.log(`  listed, but gone: ${what}`);
    return judgement;
  } catch (error) {
    console.log(`${label} failed: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
