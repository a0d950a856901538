// Fails if the prose of the project has phrases that read as translated: node scripts/run.mjs scripts/docs/language.ts
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";

/** Phrases to avoid, and what to write instead. */
const PHRASES: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [/\b(?<!there )(?:is|are) no (?!longer|more|less|fewer|other)\w+/gi, "is not a …, or: has no …"],
  [/\bwants?\b(?! to)/gi, "expects, needs, must be"],
  [/\bwhoever\b/gi, "anyone who, a client that"],
  [/\bwhat is(?: \w+){0,2} that\b/gi, "name the thing"],
  [/(?<!\b(?:leave|leaves|left|let) \w+ )(?<!\b(?:leave|leaves|left|let) )\balone\b/gi, "only, by itself"],
  [/\bbeside\b/gi, "next to, with, compared with"],
  [/\bin place of\b/gi, "instead of"],
  [/\banew\b/gi, "again"],
  [/\bwhere there is none\b/gi, "if there is none"],
  [/\bstands?\b(?! in for\b|-in)/gi, "is, has"],
  [/\bwhat (?:comes|came|becomes|became) of\b/gi, "the result of"],
  [/\bto be had\b/gi, "available"],
  [/\bone's own\b/gi, "custom, separate, its own"],
  [/\bexcludes? each other\b/gi, "can't be combined with"],
];

/** Correct uses of these phrases: `path: text`. */
const EXCEPTIONS: ReadonlySet<string> = new Set([
  // A variable and a folder of this name.
  'src/local/copy-reader.ts: const alone = this.#path("alone");',
  "src/local/copy-reader.ts: for (const part of PARTS) if (existsSync(copy + part)) renameSync(copy + part, alone + part);",
  "src/local/copy-reader.ts: const database = this.#open(alone);",
  "src/local/copy-reader.ts: for (const part of PARTS) rmSync(alone + part, { force: true });",
]);

const SELF = "scripts/docs/language.ts";
const IGNORED = /(^|\/)(node_modules|page-assets\.ts|wasm-bytes\.ts|scanner-bytes\.ts|api)(\/|$)/;

function filesIn(folder: string, pattern: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => posix.join(folder, path.replaceAll("\\", "/")))
    .filter((path) => pattern.test(path) && !IGNORED.test(path) && path !== SELF);
}

/** The prose of a page, without code blocks and inline code. */
function proseOf(path: string, text: string): string {
  if (!path.endsWith(".md")) return text;
  return text.replace(/^```.*?^```/gms, (block) => block.replace(/[^\n]/g, "")).replace(/`[^`\n]*`/g, "``");
}

const paths = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "vectors/README.md",
  ...filesIn("docs", /\.md$/),
  ...filesIn("examples", /\.(md|ts|py|sh)$/),
  ...filesIn("src", /\.ts$/),
  ...filesIn("assembly", /\.ts$/),
];
const faults = paths.flatMap((path) =>
  proseOf(path, readFileSync(path, "utf8"))
    .split("\n")
    .flatMap((line, i) =>
      PHRASES.flatMap(([pattern, advice]) =>
        Array.from(line.matchAll(pattern), ([phrase]) => ({ place: `${path}:${i + 1}`, phrase, advice, line })),
      ),
    )
    .filter(({ line }) => !EXCEPTIONS.has(`${path}: ${line.trim()}`)),
);
for (const { place, phrase, advice } of faults) console.error(`${place}: "${phrase}" (write: ${advice})`);
if (faults.length > 0) process.exitCode = 1;
