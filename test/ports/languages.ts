import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Block } from "../docs/page.js";

/** A language of `docs/ports.md`, and how its block is made a program that answers questions. */
export interface Language {
  /** The first word after the fence. */
  readonly name: string;
  /** Where the block goes. */
  readonly file: string;
  /** The driver in `drivers/`, and its target path. */
  readonly driver: readonly [from: string, to: string];
  /** Commands that build the program. */
  readonly build: readonly (readonly string[])[];
  readonly run: readonly string[];
  /** The driver's answer to `surrogate`. */
  readonly surrogate: string;
}

const WARNINGS = ["-std=c11", "-pedantic", "-Wall", "-Wextra", "-Werror"];

export const LANGUAGES: readonly Language[] = [
  {
    name: "python",
    file: "durable_id.py",
    driver: ["driver.py", "driver.py"],
    build: [],
    run: ["python3", "-W", "error", "driver.py"],
    surrogate: "error eda08078",
  },
  {
    name: "go",
    file: "durableid/durableid.go",
    driver: ["driver.go", "main.go"],
    build: [
      ["sh", "-c", 'test -z "$(gofmt -l .)" || { gofmt -d .; exit 1; }'],
      ["go", "build", "-o", "program", "."],
    ],
    run: ["./program"],
    surrogate: "efbfbd78",
  },
  {
    name: "rust",
    file: "src/durable_id.rs",
    driver: ["driver.rs", "src/main.rs"],
    build: [["cargo", "build", "--quiet"]],
    run: ["target/debug/program"],
    surrogate: "error",
  },
  {
    name: "java",
    file: "DurableId.java",
    driver: ["Driver.java", "Driver.java"],
    build: [["javac", "-Xlint:all", "-Werror", "DurableId.java", "Driver.java"]],
    run: ["java", "-XX:TieredStopAtLevel=1", "Driver"],
    surrogate: "3f78 error",
  },
  {
    name: "c",
    file: "durable_id.c",
    driver: ["driver.c", "driver.c"],
    build: [["gcc", ...WARNINGS, "-O1", "-o", "program", "driver.c", "-lcrypto"]],
    run: ["./program"],
    surrogate: "-",
  },
];

/** Other files for the build: for Rust, the dependencies that the page names. */
function manifestsOf(language: Language, blocks: readonly Block[]): Readonly<Record<string, string>> {
  if (language.name === "go") return { "go.mod": "module ports\n\ngo 1.24\n" };
  if (language.name !== "rust") return {};
  const dependencies = blocks.find((block) => block.language === "toml")?.code;
  if (dependencies === undefined) throw new Error("docs/ports.md names no dependencies of Rust.");
  return { "Cargo.toml": `[package]\nname = "program"\nversion = "0.0.0"\nedition = "2021"\n\n${dependencies}\n` };
}

/** Writes the block of a language and its driver into a folder, and builds them. */
export async function buildProgram(language: Language, blocks: readonly Block[], folder: string): Promise<void> {
  const ofLanguage = blocks.filter((block) => block.language === language.name);
  if (ofLanguage.length !== 1) throw new Error(`docs/ports.md has ${ofLanguage.length} blocks of ${language.name}.`);
  const files = { ...manifestsOf(language, blocks), [language.file]: `${ofLanguage[0].code}\n` };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const [from, to] = language.driver;
  copyFileSync(fileURLToPath(new URL(`drivers/${from}`, import.meta.url)), join(folder, to));
  for (const command of language.build) await runIn(folder, command, "");
}

/** The output of a program, a line for each answer. */
export async function answersOf(
  { run }: Language,
  folder: string,
  questions: readonly string[],
): Promise<readonly string[]> {
  const printed = await runIn(folder, run, questions.map((question) => `${question}\n`).join(""));
  return printed.trimEnd().split("\n");
}

/** @throws Error with all that a command prints, if it fails */
function runIn(folder: string, [program, ...args]: readonly string[], stdin: string): Promise<string> {
  const env = { ...process.env, GOFLAGS: "-mod=mod", GOTOOLCHAIN: "local", RUSTFLAGS: "-Dwarnings" };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: folder, env, stdio: ["pipe", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(stdout);
      else reject(new Error(`${[program, ...args].join(" ")}: exit code ${code}\n${stdout}${stderr}`));
    });
    // A program that fails doesn't read on.
    child.stdin.on("error", () => {});
    child.stdin.end(stdin);
  });
}
