import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { npm, type Packed, pack } from "./npm.js";

declare module "vitest" {
  export interface ProvidedContext {
    /** What `npm pack` says of the tarball. */
    packed: Packed;
    /** The tarball itself. */
    tarball: string;
    /** The project that was empty before the tarball was installed. */
    project: string;
  }
}

/** Packs the package, and installs it into an empty project with npm, as anyone does. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "durable-id-packed-"));
  const packed = pack(folder);
  const tarball = join(folder, packed.filename);
  const home = join(folder, "project");
  mkdirSync(home);
  writeFileSync(join(home, "package.json"), '{ "name": "of-someone", "private": true }\n');
  npm(home, "install", tarball);
  project.provide("packed", packed);
  project.provide("tarball", tarball);
  project.provide("project", home);
  return () => rmSync(folder, { recursive: true, force: true });
}
