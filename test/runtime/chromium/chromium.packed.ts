import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { createServer } from "vite";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launchChromium } from "../../../support/chromium.js";
import type { BundledPage } from "../bundlers/bundle.js";
import { BUNDLERS } from "../bundlers/index.js";
import { keepingLogger } from "../bundlers/vite.js";
import { IMPORT_MAP } from "./import-map.js";
import { pageText } from "./page-text.js";
import { POLICIES, type Policy } from "./policies.js";
import { serve } from "./site.js";
import { type Visit, visit } from "./visit.js";

const project = inject("project");
const ALL_WELL = inject("allWell");
/** The same by the other engine, with the browser's reason. */
const ALL_WELL_WITHOUT_WASM = new RegExp(
  `^${ALL_WELL.replace("engine: wasm", "engine: pure \\(CompileError: .*Content Security Policy.*\\)")}$`,
);

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

/** Compares the result of a page with the expected one for its policy. */
function expectAnswers({ said, noise, blocked }: Visit, elements: readonly string[], allowsWasm: boolean): void {
  const answer = allowsWasm ? ALL_WELL : expect.stringMatching(ALL_WELL_WITHOUT_WASM);
  expect(said).toEqual(Object.fromEntries(elements.map((element) => [element, answer])));
  expect(noise).toEqual([]);
  // There is only one attempt, for any number of namespaces.
  expect(blocked).toEqual(allowsWasm ? [] : ["wasm-eval"]);
}

describe.each(BUNDLERS)("a page and its web worker, bundled by $name", (bundler) => {
  const elements = ["page", "worker"];
  const outdir = join(mkdtempSync(join(project, "chromium-")), "out");
  let bundled: BundledPage;
  beforeAll(async () => {
    bundled = await bundler.forPages({ project, outdir });
  });

  it.each(POLICIES)("with $name", async ({ header, allowsWasm }) => {
    const page = bundled.script === undefined ? undefined : pageText(bundled.script);
    const site = await serve({ folders: [outdir, project], page, policy: header([]) });
    try {
      expectAnswers(await visit(browser, site.url, elements), elements, allowsWasm);
    } finally {
      await site.stop();
    }
  });
});

describe("a page and its web worker on Vite's dev server", () => {
  it("loads the WASM engine", async () => {
    const warnings: string[] = [];
    const server = await createServer({
      root: project,
      configFile: false,
      cacheDir: mkdtempSync(join(project, "vite-")),
      customLogger: keepingLogger(warnings),
      server: { host: "127.0.0.1", port: 0 },
    });
    try {
      await server.listen();
      const [url] = server.resolvedUrls?.local ?? [];
      const { said, noise } = await visit(browser, url, ["page", "worker"]);
      expect(said).toEqual({ page: ALL_WELL, worker: ALL_WELL });
      expect(noise.filter((line) => !line.startsWith("[vite] connect"))).toEqual([]);
      expect(warnings).toEqual([]);
    } finally {
      await server.close();
    }
  });
});

describe("a page with an import map for the installed files", () => {
  const importMap = JSON.stringify(IMPORT_MAP);
  const visitPage = async (program: string, { header }: Policy) => {
    const page = pageText({ src: program, isModule: true }, `<script type="importmap">${importMap}</script>`);
    const site = await serve({ folders: [project], page, policy: header([importMap]) });
    try {
      return await visit(browser, site.url, ["page"]);
    } finally {
      await site.stop();
    }
  };

  it.each(POLICIES)("with $name", async (policy) => {
    expectAnswers(await visitPage("/page.mjs", policy), ["page"], policy.allowsWasm);
  });

  it.each(POLICIES)("with $name, and the pure engine by name: WebAssembly is not tried", async (policy) => {
    expect(await visitPage("/pure-page.mjs", policy)).toEqual({
      said: { page: "2 valid: 37023debd1b63e0cd6d39deca1fb548dadb663141276d43e0d5055814e058bc5" },
      noise: [],
      blocked: [],
    });
  });
});
