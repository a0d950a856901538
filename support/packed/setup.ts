import type { TestProject } from "vitest/node";
import { installPacked } from "./install.js";
import type { Packed } from "./npm.js";

declare module "vitest" {
  export interface ProvidedContext {
    /** The output of `npm pack` about the tarball. */
    packed: Packed;
    /** The tarball itself. */
    tarball: string;
    /** The project that was empty before the tarball was installed. */
    project: string;
  }
}

/** Packs the package, and installs it into an empty project with npm, as a user would. */
export default function setup(project: TestProject): () => void {
  const { packed, tarball, home, remove } = installPacked();
  project.provide("packed", packed);
  project.provide("tarball", tarball);
  project.provide("project", home);
  return remove;
}
