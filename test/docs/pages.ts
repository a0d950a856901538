import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";

/**
 * Every page that is tested, by its path from the root: README, docs, the README of the vectors and of each example, and
 * the modules whose docstrings have examples.
 */
export function allPages(): string[] {
  const examples = readdirSync("examples", { recursive: true, encoding: "utf8" })
    .map((path) => posix.join("examples", path.replaceAll("\\", "/")))
    .filter((path) => path.endsWith("/README.md") && !path.includes("/node_modules/"));
  const docs = readdirSync("docs").filter((name) => name.endsWith(".md"));
  return [
    "README.md",
    "vectors/README.md",
    ...docs.map((name) => `docs/${name}`),
    ...examples,
    ...modulesWithExamples(),
  ].sort();
}

/** The pages of this run: all, or the one that the environment names (`PAGE=docs/errors.md`). */
export function chosenPages(): string[] {
  const all = allPages();
  const { PAGE } = process.env;
  if (PAGE === undefined) return all;
  if (!all.includes(PAGE)) throw new Error(`there is no page ${PAGE}`);
  return [PAGE];
}

function modulesWithExamples(): string[] {
  return readdirSync("src", { recursive: true, encoding: "utf8" })
    .map((path) => posix.join("src", path.replaceAll("\\", "/")))
    .filter((path) => path.endsWith(".ts") && readFileSync(path, "utf8").includes("@example"));
}
