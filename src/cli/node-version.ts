/** The oldest supported version of Node: `engines` of package.json. */
export const OLDEST_NODE = "20.19";

/**
 * The error, in one line, if this Node can't run the command line; `undefined` if it can.
 * @param version `process.versions.node`; Bun and Deno report the version of Node that they are compatible with
 */
export function refusalOfNode(version: string): string | undefined {
  const [major, minor] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE.split(".").map(Number);
  const isRecent = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
  return isRecent ? undefined : `Node ${OLDEST_NODE} or later is required, got ${version}`;
}
