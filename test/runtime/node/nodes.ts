import { binaryOf, versionOf } from "../../../support/runtimes/binaries.js";

/** Each Node by its version, with what finds its binary: the oldest one that we support, this very one, and the majors since. */
export const NODES: readonly (readonly [version: string, binary: () => string])[] = [
  [versionOf("node20"), () => binaryOf("node20")],
  [process.versions.node, () => process.execPath],
  [versionOf("node22"), () => binaryOf("node22")],
  [versionOf("node24"), () => binaryOf("node24")],
  [versionOf("node26"), () => binaryOf("node26")],
];
