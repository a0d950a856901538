import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { npm, type Packed, pack } from "./npm.js";

/** A project with the packed package installed, as a user would install it. */
export interface PackedProject {
  /** The output of `npm pack` about the tarball. */
  readonly packed: Packed;
  /** The tarball itself. */
  readonly tarball: string;
  /** The project's folder, which was empty before the tarball was installed. */
  readonly home: string;
  /** Removes the project and the tarball. */
  remove(): void;
}

/** Packs the result of `npm run build`, and installs it into an empty project. */
export function installPacked(): PackedProject {
  const folder = mkdtempSync(join(tmpdir(), "durable-id-packed-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const packed = pack(folder);
    const tarball = join(folder, packed.filename);
    const home = join(folder, "project");
    mkdirSync(home);
    writeFileSync(join(home, "package.json"), '{ "name": "of-someone", "private": true }\n');
    npm(home, "install", tarball);
    return { packed, tarball, home, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
