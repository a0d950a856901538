import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manifestAt } from "../../support/packed/npm.js";
import { Session } from "./execute.js";
import { type Block, parsePage } from "./page.js";

/** The newest wrangler that runs on Node 20; a newcomer with a newer Node gets the newest. */
const WRANGLER = "wrangler@4.86.0";
/** The first line of a block that is a file: `// worker.ts`. */
const FILE_NAME = /^\/\/ ([\w.-]+\.m?[jt]s)\n/;

/** A user with an empty folder and README.md, who follows its sections word for word. */
export class Newcomer {
  readonly #folder = mkdtempSync(join(tmpdir(), "durable-id-newcomer-"));
  readonly #session: Session;
  readonly #packages: Readonly<Record<string, string>>;

  /** @param tarball what `npm install durable-id` installs: the package before it is published */
  constructor(tarball: string) {
    // npm finds its registry and its cache by the real HOME.
    const npm = { HOME: process.env.HOME, npm_config_prefer_offline: "true" };
    const wrangler = { CI: "1", WRANGLER_SEND_METRICS: "false", XDG_CONFIG_HOME: join(this.#folder, ".config") };
    this.#session = new Session(this.#folder, { ...npm, ...wrangler });
    const { typescript } = manifestAt("package.json").devDependencies;
    this.#packages = { "durable-id": tarball, typescript: `typescript@${typescript}`, wrangler: WRANGLER };
  }

  /**
   * Saves the files of a section and runs its commands, in their order.
   * @returns what the commands printed, and what the README says they print
   * @throws Error if a command fails
   */
  async follow(heading: string): Promise<{ readonly printed: string; readonly promised: string }> {
    const blocks = blocksUnder(heading);
    for (const { code } of blocks) {
      const [, name] = FILE_NAME.exec(code) ?? [];
      if (name !== undefined) writeFileSync(join(this.#folder, name), code);
    }
    const printed: string[] = [];
    for (const block of blocks) if (block.language === "sh") printed.push(await this.#run(block));
    const promised = blocks.filter(({ words }) => words.includes("output")).map(({ code }) => code);
    return { printed: printed.join("\n"), promised: promised.join("\n") };
  }

  /** Ends what the commands left running, and removes the folder. */
  remove(): void {
    this.#session.end();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #run(block: Block): Promise<string> {
    const port = block.code.includes("8787") ? await freePort() : 8787;
    const commands = inBackground(this.#withPackages(block.code)).replaceAll("8787", String(port));
    const { status, stdout, stderr } = await this.#session.run("bash", ["-ec", commands], 110_000);
    if (status !== 0) throw new Error(`README.md:${block.line}: exit code ${status}\n${stdout}${stderr}`);
    return stdout;
  }

  #withPackages(commands: string): string {
    return commands.replace(/^(npm install (?:--save-dev )?)([\w-]+)/gm, (_, install: string, name: string) => {
      const found = this.#packages[name];
      if (found === undefined) throw new Error(`README.md installs ${name}: which version of it runs here?`);
      return install + found;
    });
  }
}

/** Runs `wrangler dev` in the background: the next command starts when it is ready. */
function inBackground(commands: string): string {
  return commands.replace(
    /^npx wrangler dev .*$/m,
    (command) => `${command} > dev.log 2>&1 & until grep -q "Ready on" dev.log; do kill -0 $!; sleep 0.1; done`,
  );
}

/** A port for `wrangler dev`: the README's own may be in use. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

function blocksUnder(heading: string): readonly Block[] {
  const page = readFileSync("README.md", "utf8");
  const start = page.indexOf(`\n## ${heading}\n`);
  if (start < 0) throw new Error(`README.md has no heading "${heading}"`);
  const end = page.indexOf("\n## ", start + 1);
  // Empty lines before the section keep the numbers of its lines.
  const before = page.slice(0, start).replace(/[^\n]+/g, "");
  return parsePage("README.md", before + page.slice(start, end)).blocks;
}
