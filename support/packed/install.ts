import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { npm, type Packed, pack } from "./npm.js";

/** A project into which the packed package was installed, as anyone does. */
export interface PackedProject {
  /** What `npm pack` says of the tarball. */
  readonly packed: Packed;
  /** The tarball itself. */
  readonly tarball: string;
  /** The project's folder, which was empty before the tarball was installed. */
  readonly home: string;
  /** Removes the project and the tarball. */
  remove(): void;
}

/** Packs what `npm run build` made, and installs it into an empty project. */
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
