import { readdir, readFile } from "node:fs/promises";

/**
 * The licence of each package that gave a module to a bundle.
 * @param modules their paths
 * @throws Error if no package gave one: then the paths are not understood
 */
export async function licencesOf(modules) {
  const packages = new Set(
    modules.flatMap((file) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []),
  );
  if (packages.size === 0) throw new Error(`No module of a package among ${modules.join(", ")}.`);
  const texts = [...packages].sort().map(async (name) => {
    const file = (await readdir(`node_modules/${name}`)).find((entry) => /^LICENSE(\.md)?$/.test(entry));
    const licence = await readFile(`node_modules/${name}/${file}`, "utf8");
    return `${name}\n${"=".repeat(name.length)}\n\n${licence.trim()}\n`;
  });
  return (await Promise.all(texts)).join("\n\n");
}
