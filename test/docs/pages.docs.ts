import { posix } from "node:path";
import { afterAll, describe, expect, inject, it } from "vitest";
import { brokenLinks } from "./links.js";
import { readPage } from "./page.js";
import { allPages, chosenPages } from "./pages.js";
import { Projects } from "./projects.js";
import { PageRun, stepsOf, typedBlocksOf } from "./run-page.js";
import { unknownScripts } from "./scripts.js";
import { compilations, compile, placesOf, RESOLUTIONS } from "./typecheck.js";

const pages = chosenPages().map(readPage);
const projects = new Projects(inject("project"));

describe.each(pages)("$path", (page) => {
  const run = new PageRun(projects);
  afterAll(() => run.end());

  it.each(stepsOf(page))("line $block.line: $block.language $marker.kind", (step) => run.run(step));

  it("has no broken links", () => {
    expect(brokenLinks(page)).toEqual([]);
  });

  it("names only existing npm scripts", () => {
    expect(unknownScripts(page.words)).toEqual([]);
  });
});

describe("every page of docs/", () => {
  const names = allPages().filter((path) => path.startsWith("docs/") && path !== "docs/README.md");

  it("is linked in docs/README.md", () => {
    const path = "docs/README.md";
    const linked = readPage(path).links.map(({ url }) => posix.join(posix.dirname(path), url));
    expect(names.filter((name) => !linked.includes(name))).toEqual([]);
  });
});

describe.each(compilations(pages.flatMap(typedBlocksOf)))("TypeScript, needs=$needs, types=$types", (compilation) => {
  it.each(RESOLUTIONS.flatMap((resolution) => [true, false].map((skipLibCheck) => ({ resolution, skipLibCheck }))))(
    "$resolution.moduleResolution, skipLibCheck $skipLibCheck",
    async ({ resolution, skipLibCheck }) => {
      const project = projects.with(compilation.needs);
      expect(await compile(project, compilation, resolution, skipLibCheck), placesOf(compilation)).toEqual([]);
    },
  );
});
