import { mkdtempSync } from "node:fs";
import { dirname, join } from "node:path";
import { Session } from "./execute.js";
import { type Block, placeOf } from "./page.js";

/** The shell of one page: its blocks run in order, in one folder that is empty at first, and in which Node finds durable-id. */
export class PageShell {
  /** Where the commands run. */
  readonly folder: string;
  readonly #session: Session;

  /** @param project the project in which the folder is made */
  constructor(project: string) {
    this.folder = mkdtempSync(join(project, "page-"));
    const { LD_LIBRARY_PATH } = process.env;
    this.#session = new Session(this.folder, {
      LC_ALL: "C.UTF-8",
      npm_config_offline: "true",
      ...(LD_LIBRARY_PATH === undefined ? {} : { LD_LIBRARY_PATH }),
    });
  }

  /**
   * Runs a block with `bash -e`, and returns its standard output.
   * @param project the project whose `durable-id` is found in the `PATH`
   * @throws Error, with the place on the page, if the block ends with an unexpected exit code
   */
  async run(project: string, block: Block, exit: number): Promise<string> {
    const path = [join(project, "node_modules/.bin"), dirname(process.execPath)].join(":");
    const ended = await this.#session.run("bash", ["-ec", `PATH="${path}:$PATH"\n${block.code}`], 60_000);
    if (ended.status === exit) return ended.stdout;
    const fault = `${placeOf(block)}: ended with exit code ${ended.status}, not ${exit}`;
    throw new Error(`${fault}\n${ended.stdout}${ended.stderr}`.trim());
  }

  /** Ends what the blocks left running. */
  end(): void {
    this.#session.end();
  }
}
