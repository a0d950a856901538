import { createPlan, type PlanOptions } from "../check/create-plan.js";
import type { FileClaims } from "../check/files/claims.js";
import type { Plan } from "../check/plan.js";
import { claimInputs } from "./claim-inputs.js";
import { checkUsed, type FormatOptions, readOptions } from "./format-options.js";
import { checkImplicitStdin } from "./implicit-stdin.js";
import type { Io } from "./io.js";
import { type KeyOptions, type KeySource, type OpenNamespace, requireNamespaces } from "./keys.js";
import { candidatesFor } from "./resolve-keys.js";

/** The plan of a command that checks records, and the files that it reads. Without a path it reads standard input. */
export async function planInputs(
  paths: readonly string[],
  keys: readonly KeySource[],
  options: KeyOptions & FormatOptions,
  io: Io,
  settings: Pick<PlanOptions, "jobs" | "engine" | "minRecords" | "invalidLimit" | "spawn">,
): Promise<{ plan: Plan; namespaces: readonly OpenNamespace[]; claims: FileClaims }> {
  const namespaces = await requireNamespaces(keys, options, io.stop);
  await checkImplicitStdin(paths, keys, io);
  const files = paths.length === 0 ? ["-"] : paths;
  const reading = readOptions(files, options);
  const candidates = await candidatesFor(
    keys,
    options,
    namespaces.map(({ key }) => key),
  );
  const plan = await createPlan({ ...reading, ...settings, namespaces, candidates, stdin: io.stdin, stop: io.stop });
  checkUsed(plan, options);
  return { plan, namespaces, claims: await claimInputs(files, keys, io) };
}
