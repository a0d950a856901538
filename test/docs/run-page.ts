import { type Marker, markerOf } from "./marker.js";
import { type Block, type Page, placeOf } from "./page.js";
import type { Projects } from "./projects.js";
import { runScript } from "./script.js";
import { unknownScripts } from "./scripts.js";
import { PageShell } from "./shell.js";
import type { TypedBlock } from "./typecheck.js";
import { runWorker } from "./worker.js";

/** A block with its marker and its documented output. */
export interface Step {
  readonly block: Block;
  readonly marker: Marker;
  /** The block of output that comes right after it. */
  readonly output: Block | undefined;
}

/** The blocks of a page, without output blocks, except for output without a block that runs before it. */
export function stepsOf({ blocks }: Page): Step[] {
  const marked = blocks.map((block) => ({ block, marker: markerOf(block) }));
  const follows = (i: number) => marked[i]?.marker.kind === "output" && runs(marked[i - 1]?.marker);
  return marked
    .map((step, i) => ({ ...step, output: follows(i + 1) ? marked[i + 1].block : undefined }))
    .filter((_, i) => !follows(i));
}

function runs(marker: Marker | undefined): boolean {
  return marker?.kind === "script" || marker?.kind === "worker" || marker?.kind === "shell";
}

/** The blocks of a page that are type-checked. */
export function typedBlocksOf(page: Page): TypedBlock[] {
  return stepsOf(page).flatMap(({ block, marker }) =>
    marker.kind === "script" || marker.kind === "worker" ? [{ block, marker }] : [],
  );
}

/** Runs the blocks of one page. Commands share a folder. */
export class PageRun {
  readonly #projects: Projects;
  readonly #shell: PageShell;

  constructor(projects: Projects) {
    this.#projects = projects;
    this.#shell = new PageShell(projects.with([]));
  }

  /** @throws Error, with the place on the page, if a block doesn't behave as documented */
  async run({ block, marker, output }: Step): Promise<void> {
    const printed = await this.#printed(block, marker);
    if (output === undefined || printed === undefined) return;
    const [told, real] = [output.code.trimEnd(), printed.trimEnd()];
    if (told !== real) throw new Error(`${placeOf(output)}: ${placeOf(block)} printed otherwise:\n${real}`);
  }

  /** Ends what the page's commands left running. */
  end(): void {
    this.#shell.end();
  }

  async #printed(block: Block, marker: Marker): Promise<string | undefined> {
    switch (marker.kind) {
      case "script":
        return runScript(this.#projects.with(marker.needs), block, marker);
      case "worker":
        return runWorker(this.#projects.with(marker.needs), block, marker);
      case "shell":
        return this.#shell.run(this.#projects.with(marker.needs), block, marker.exit);
      case "repo":
        refuseUnknownScripts(block);
        return undefined;
      case "unmarked":
        throw new Error(`${placeOf(block)}: ${marker.fault}`);
      case "output":
        throw new Error(`${placeOf(block)}: output of nothing: no block that runs comes right before it`);
      case "elsewhere":
        return undefined;
      case "data":
        if (block.language === "json") refuseBadJson(block);
        return undefined;
    }
  }
}

function refuseUnknownScripts(block: Block): void {
  const unknown = unknownScripts([block]);
  if (unknown.length > 0) throw new Error(unknown.join("\n"));
}

function refuseBadJson(block: Block): void {
  try {
    JSON.parse(block.code);
  } catch (error) {
    throw new Error(`${placeOf(block)}: no JSON: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}
