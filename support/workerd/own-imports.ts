import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Plugin } from "esbuild";

/** `imports` of package.json: where the package's own `#` specifiers lead, by condition. */
interface Manifest {
  readonly imports: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * Leads a `#` specifier of ours to the source of what a Worker gets by package.json: the file under its condition
 * `workerd`. Those of installed packages go where esbuild takes them.
 */
export const ownImports: Plugin = {
  name: "own imports, as a Worker has them",
  setup: ({ onResolve }) => {
    onResolve({ filter: /^#/ }, ({ path, importer }) => {
      if (/[\\/]node_modules[\\/]/.test(importer)) return undefined;
      const { imports } = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
      const file = imports[path]?.workerd;
      if (file === undefined) return { errors: [{ text: `package.json has no ${path} for Workers` }] };
      return { path: resolve(file.replace("./dist/", "src/").replace(/\.js$/, ".ts")) };
    });
  },
};
