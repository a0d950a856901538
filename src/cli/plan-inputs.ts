import { createPlan, type PlanOptions } from "../check/create-plan.js";
import type { FileClaims } from "../check/files/claims.js";
import type { Plan } from "../check/plan.js";
import type { CheckOptions } from "./check-options.js";
import { claimInputs } from "./claim-inputs.js";
import { checkUsed, type FormatOptions, readOptions } from "./format-options.js";
import { checkImplicitStdin } from "./implicit-stdin.js";
import type { Io } from "./io.js";
import { type KeyOptions, type KeySource, type OpenNamespace, requireNamespaces } from "./keys.js";
import { candidatesFor } from "./resolve-keys.js";

/** The settings of a plan that don't come from the options for inputs and keys. */
type PlanSettings = Pick<PlanOptions, "jobs" | "engine" | "minRecords" | "invalidLimit" | "spawn">;

/** The plan of a command that checks records, and the files that it reads. Without a path, it reads standard input. */
export async function planInputs(
  paths: readonly string[],
  keys: readonly KeySource[],
  options: KeyOptions & FormatOptions,
  io: Io,
  settings: PlanSettings,
): Promise<{ plan: Plan; namespaces: readonly OpenNamespace[]; claims: FileClaims }> {
  const namespaces = await requireNamespaces(keys, options, io);
  const candidates = await candidatesFor(
    keys,
    options,
    namespaces.map(({ key }) => key),
  );
  return { namespaces, ...(await planFiles(paths, keys, options, io, { ...settings, namespaces, candidates })) };
}

/** The plan of a command that lets a Worker check records. */
export async function planRemoteInputs(
  paths: readonly string[],
  keys: readonly KeySource[],
  options: CheckOptions & { readonly remote: string },
  io: Io,
  settings: PlanSettings,
): Promise<{ plan: Plan; claims: FileClaims }> {
  const { jobs, ...rest } = settings;
  // Loaded only with --remote, because other runs don't need the client.
  const { openRemote } = await import("./open-remote.js");
  const verdicts = await openRemote(keys, options, jobs, io);
  const planned = await planFiles(paths, [], options, io, { ...rest, verdicts });
  if (options.tokenFile !== undefined) await planned.claims.read("--token-file", options.tokenFile);
  return planned;
}

async function planFiles(
  paths: readonly string[],
  keys: readonly KeySource[],
  options: FormatOptions,
  io: Io,
  settings: PlanSettings & Pick<PlanOptions, "namespaces" | "candidates" | "verdicts">,
): Promise<{ plan: Plan; claims: FileClaims }> {
  await checkImplicitStdin(paths, keys, io);
  const files = paths.length === 0 ? ["-"] : paths;
  const plan = await createPlan({ ...readOptions(files, options), ...settings, stdin: io.stdin, stop: io.stop });
  checkUsed(plan, options);
  return { plan, claims: await claimInputs(files, keys, io) };
}
