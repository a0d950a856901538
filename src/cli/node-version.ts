/** The oldest Node that the package is for: `engines` of package.json. */
export const OLDEST_NODE = "20.19";

/**
 * Why this Node can't run the command line, in one line; `undefined` where it can.
 * @param version as `process.versions.node` has it; Bun and Deno give the version of Node that they are compatible with
 */
export function refusalOfNode(version: string): string | undefined {
  const [major, minor] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE.split(".").map(Number);
  const isRecent = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
  return isRecent ? undefined : `Node ${OLDEST_NODE} or later is needed, and this is ${version}`;
}
