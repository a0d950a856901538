import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const SOURCES = ["src", "migrations", "drizzle.config.ts", "wrangler.jsonc", "package.json"];

/** A copy of this project without local databases, so that the tests don't change yours. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), "guest-book-"));

  constructor() {
    for (const source of SOURCES) cpSync(source, join(this.folder, source), { recursive: true });
    symlinkSync(resolve("node_modules"), join(this.folder, "node_modules"), "junction");
  }

  /** Runs a tool of the project in its folder, and returns its standard output. @throws Error if it fails */
  async run(tool: string, ...args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(join("node_modules/.bin", tool), args, {
      cwd: this.folder,
      shell: process.platform === "win32",
    });
    return stdout;
  }

  path(file: string): string {
    return join(this.folder, file);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
