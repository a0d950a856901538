import { processOwner } from "../../system/owner.js";
import { TemporaryFolder } from "../../system/temporary-folder.js";
import { quote } from "../../text/printable.js";
import { tooFewRecords } from "../check-files.js";
import { CheckError, InputError } from "../errors.js";
import type { FileClaims } from "../files/claims.js";
import type { Input } from "../inputs/input.js";
import { NewFile } from "../outputs/new-file.js";
import type { Plan } from "../plan.js";
import { run } from "../run.js";
import type { Counts } from "../sinks/counts.js";
import { placeIn } from "../stored-ids/work-folder.js";
import { chooseNamespaces } from "./choose-namespaces.js";
import { Comparison } from "./comparison.js";
import { ListedObjects } from "./listed-objects.js";
import type { ListedNamespace, Listing } from "./listing.js";
import { sumOf } from "./object-counts.js";
import type { ReconcileOptions } from "./options.js";
import { ReconcileOutputs } from "./outputs.js";
import type { Reconciliation } from "./reconciliation.js";
import { StoredIds } from "./stored-ids.js";

/** Callbacks of {@link reconcile}. */
export interface ReconcileHooks {
  /**
   * Called before the inputs are read.
   * @param counts the live counts of their records
   */
  onStart?(counts: Counts): void;
  /**
   * Called when more of an input was read.
   * @param input the input
   */
  onProgress?(input: Input): void;
  /**
   * Called for each object of the listing once it was compared.
   * @param id its ID; objects come in the order of their IDs
   */
  onCompared?(id: string): void;
  /** Returns milliseconds of a monotonic clock. */
  now?(): number;
}

/**
 * Compares stored IDs with the objects of a listing: the work of `durable-id reconcile`. Each side is read once, in
 * bounded memory; the stored IDs take 32 bytes each in a temporary folder.
 * @param plan the stored records: those that are valid are the stored IDs. With `minRecords: 0`, the inputs and the
 * listing may be empty
 * @param listing the listed objects
 * @param options which namespaces to compare, and what to write
 * @param claims the files that the run reads, so that no output overwrites one of them
 * @param hooks callbacks for progress
 * @returns the counts of all three sets
 * @throws InputError if an input can't be read to its end or has too few records, or if no record is an ID; CheckError
 * if the listing is empty or incomplete, a namespace isn't listed, or an output can't be written. No output is written then
 */
export async function reconcile(
  plan: Plan,
  listing: Listing,
  options: ReconcileOptions,
  claims: FileClaims,
  hooks: ReconcileHooks = {},
): Promise<Reconciliation> {
  const now = hooks.now ?? (() => performance.now());
  const start = now();
  const namespaces = await chooseNamespaces(listing, options.namespaces);
  await requireComplete(listing, options);
  if (plan.minRecords > 0) await requireObjects(listing, namespaces);
  const outputs = await ReconcileOutputs.open(options, claims);
  try {
    const work = await TemporaryFolder.open();
    try {
      const file = await NewFile.create(placeIn(work, "ids"), processOwner());
      const stored = new StoredIds(plan, file);
      hooks.onStart?.(stored.counts);
      try {
        await readStored(plan, stored, hooks);
      } finally {
        await file.close();
      }
      const listed = await ListedObjects.open(listing, namespaces, plan.stop);
      const comparison = new Comparison(namespaces, listed, outputs, (id) => hooks.onCompared?.(id));
      await comparison.run(file.temporaryPath, plan.stop);
      await requireComplete(listing, options);
      const found = summaryOf(stored, comparison, namespaces, now() - start);
      await outputs.report?.write(Buffer.from(options.report?.render(found) ?? ""));
      await outputs.commit();
      return found;
    } finally {
      await work.remove();
    }
  } finally {
    await outputs.discard();
  }
}

/** Reads all inputs. */
async function readStored(plan: Plan, stored: StoredIds, { onProgress }: ReconcileHooks): Promise<void> {
  const { fault } = await run(plan, stored.sinks, { onProgress: (input) => onProgress?.(input) });
  if (fault !== undefined) throw fault;
  const { total, valid } = stored.counts.tally();
  if (total < plan.minRecords) throw tooFewRecords(plan, total);
  if (total === 0 || valid > 0) return;
  // Otherwise a wrong --field would make all objects look like orphans.
  const [hint] = stored.hints();
  const why = hint === undefined ? "" : `; ${quote(hint.input ?? "")}: ${hint.message}`;
  throw new InputError(`nothing to compare: no record is an ID${why}`);
}

async function requireObjects(listing: Listing, namespaces: readonly ListedNamespace[]): Promise<void> {
  for (const { id } of namespaces) {
    const page = await listing.objects(id, { limit: 1 });
    if (page !== undefined && page.objects.length > 0) return;
  }
  throw new CheckError("no objects in the listing: pass --allow-empty if that is expected");
}

/** If namespaces were missing, their stored IDs would look lost. Only a comparison of all namespaces needs all of them. */
async function requireComplete(listing: Listing, { namespaces }: ReconcileOptions): Promise<void> {
  if (namespaces !== undefined || ((await listing.isComplete?.()) ?? true)) return;
  throw new CheckError("the listing is incomplete: run pull again until it has ended, or pass --namespace");
}

function summaryOf(
  stored: StoredIds,
  comparison: Comparison,
  namespaces: readonly ListedNamespace[],
  milliseconds: number,
): Reconciliation {
  const both = comparison.both.map((counter) => counter.counts());
  const listedOnly = comparison.listedOnly.map((counter) => counter.counts());
  return {
    stored: { ...stored.storedCounts(), distinct: comparison.stored },
    listed: sumOf([...both, ...listedOnly]),
    both: sumOf(both),
    storedOnly: comparison.storedOnly,
    listedOnly: sumOf(listedOnly),
    namespaces: namespaces.map(({ id, script, class: className }, i) => ({
      id,
      script,
      class: className,
      listed: sumOf([both[i], listedOnly[i]]),
      both: both[i],
      listedOnly: listedOnly[i],
    })),
    hints: stored.hints(),
    seconds: Math.round(milliseconds) / 1000,
  };
}
