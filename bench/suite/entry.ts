import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * Writes a module into a project with the packed package, which passes the package to one of our modules. So the
 * installed package is measured, with the same code in all runtimes.
 * @param project the project's folder
 * @param name the name of the module
 * @param module the path of our module from the root of the repository
 * @param start code that uses the exports of our module, `ours`, and `library`
 * @returns the path of the module
 */
export function writeEntry(project: string, name: string, module: string, start: string): string {
  const path = join(project, name);
  const text = `import { DurableObjectNamespace, engineReport } from "durable-id";
import { createValidator, idsFromNames } from "durable-id";
import * as ours from ${JSON.stringify(resolve(module))};
const library = { DurableObjectNamespace, createValidator, idsFromNames, engineReport };
${start}
`;
  writeFileSync(path, text);
  return path;
}

/** The same for one of our modules with a `createWorker(library)`, and a `TestObject` for the namespaces in its env. */
export function writeWorkerEntry(project: string, name: string, module: string): string {
  const start = "export const { TestObject } = ours;\nexport default ours.createWorker(library);";
  return writeEntry(project, name, module, start);
}
