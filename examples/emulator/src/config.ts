import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type ConfiguredNamespace, configuredNamespaces } from "durable-id/local";
import { parse } from "jsonc-parser";

/** The data about the Worker that threads need. */
export interface WorkerConfig {
  readonly compatibilityDate: string;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly namespaces: readonly ConfiguredNamespace[];
}

/** Reads wrangler's configuration: `main` is the file with the Worker's code. */
export function readConfig(file: string): { main: string; worker: WorkerConfig } {
  const config = parse(readFileSync(file, "utf8"), [], { allowTrailingComma: true });
  const namespaces = configuredNamespaces(config);
  const foreign = namespaces.find(({ script }) => script !== config.name);
  if (foreign !== undefined) throw new Error(`${foreign.className} is a class of another Worker: "${foreign.script}".`);
  return {
    main: resolve(dirname(file), config.main),
    worker: { compatibilityDate: config.compatibility_date, vars: config.vars ?? {}, namespaces },
  };
}
