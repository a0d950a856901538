import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPage } from "../docs/page.js";
import { answersOf, buildProgram, LANGUAGES } from "./languages.js";
import {
  damagedQuestions,
  jurisdictionQuestions,
  type Question,
  sharedQuestions,
  workerdQuestions,
} from "./questions.js";

const { blocks } = readPage("docs/ports.md");
const suites: readonly (readonly [name: string, count: number, questions: readonly Question[]])[] = [
  ["every answer of a real workerd", 504 + 2 * 200 + 1505, workerdQuestions()],
  ["every jurisdictional ID", 368 + 80 + 1234, jurisdictionQuestions()],
  ["every vector of the package", 0, sharedQuestions()],
  ["no damaged ID", 0, damagedQuestions()],
];

describe.each(LANGUAGES.map((language) => [language.name, language] as const))("in %s", (_name, language) => {
  const folder = mkdtempSync(join(tmpdir(), "durable-id-port-"));
  beforeAll(() => buildProgram(language, blocks, folder));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(suites)("%s", async (_, count, questions) => {
    if (count > 0) expect(questions).toHaveLength(count);
    expect(questions.length).toBeGreaterThan(400);
    const answers = await answersOf(
      language,
      folder,
      questions.map(({ line }) => line),
    );
    expect(answers).toHaveLength(questions.length);
    const wrong = questions.filter(({ answer }, i) => answers[i] !== answer);
    expect(wrong.slice(0, 3).map(({ line, answer }) => [line.slice(0, 300), answer])).toEqual([]);
  });

  it("treats a lone surrogate as documented", async () => {
    expect(await answersOf(language, folder, ["surrogate"])).toEqual([language.surrogate]);
  });
});

it("vectors/vectors.json equals the output of its program", () => {
  const made = execFileSync("python3", ["test/ports/make_vectors.py"], { encoding: "utf8", maxBuffer: 2 ** 24 });
  expect(made).toBe(readFileSync("vectors/vectors.json", "utf8"));
});
