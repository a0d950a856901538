import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Plugin } from "esbuild";

/** `imports` of package.json: the targets of the package's own `#` specifiers, by condition. */
interface Manifest {
  readonly imports: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * Resolves our `#` specifiers to the source of the file that a Worker gets according to package.json: the one for the
 * condition `workerd`. Those of installed packages are left to esbuild.
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
