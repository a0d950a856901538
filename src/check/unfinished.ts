import { join } from "node:path";
import { identityAt } from "../system/identity-at.js";
import type { Owner } from "../system/owner.js";
import { removeLeftovers } from "../system/temporary.js";
import { TemporaryFolder } from "../system/temporary-folder.js";
import type { CheckpointState } from "./checkpoint/state.js";
import type { OutputOptions } from "./output-options.js";
import type { OutputPlaces } from "./output-places.js";
import { resumeError, type Unfinished } from "./outputs/new-file.js";
import type { OutputName } from "./outputs/output-files.js";
import { type Work, WorkFolder } from "./stored-ids/work-folder.js";

/** Removes the temporary files of killed runs with these outputs, except those that this run uses. */
export async function removeOldTemporaries(
  { claims, annotate, invalid, invalidRecords, valid, repairs, report, results, checkpoint }: OutputPlaces,
  owner: Owner | undefined,
  used: { readonly [Name in OutputName | "page" | "results" | "work"]?: Unfinished | undefined },
): Promise<void> {
  const isUsed = (identity: string) => claims.has(identity);
  const files = [
    [annotate, used.annotate],
    [invalid, used.invalid],
    [invalidRecords, used.invalidRecords],
    [valid, used.valid],
    [repairs, used.repairs],
    [report, used.page],
    [results, used.results],
    [checkpoint, undefined],
  ] as const;
  for (const [place, kept] of files) {
    if (place) await removeLeftovers({ ...place, kind: "file", checkpoint: owner, keep: kept?.name }, isUsed);
  }
  if (checkpoint) {
    const { folder, name } = checkpoint;
    await removeLeftovers({ folder, name, kind: "folder", checkpoint: owner, keep: used.work?.name }, isUsed);
  }
}

/** The folder for the IDs in which duplicates are counted: that of the earlier run, or a new one. */
export async function openWork(
  { duplicates }: OutputOptions,
  { checkpoint }: OutputPlaces,
  owner: Owner,
  saved: CheckpointState | undefined,
): Promise<Work | undefined> {
  if (!duplicates) return undefined;
  if (checkpoint === undefined) return TemporaryFolder.open();
  const { folder, name } = checkpoint;
  if (!saved?.work) return WorkFolder.create(folder, name, owner);
  const found = await WorkFolder.find(folder, name, saved.work);
  // A run that already counted them may have removed it.
  if (found === undefined && !saved.finished) throw resumeError(join(folder, saved.work.name), "it was removed");
  return found;
}

/** Claims the unfinished outputs of an earlier run. @throws CheckError if one of them is another file of this run */
export async function claimUnfinished(places: OutputPlaces, saved: CheckpointState | undefined): Promise<void> {
  const { annotate, invalid, invalidRecords, valid, repairs } = saved?.unfinished ?? {};
  const files = [
    [places.annotate, annotate],
    [places.invalid, invalid],
    [places.invalidRecords, invalidRecords],
    [places.valid, valid],
    [places.repairs, repairs],
  ] as const;
  for (const [place, unfinished] of files) {
    const identity = place && unfinished && (await identityAt(join(place.folder, unfinished.name)));
    if (identity !== undefined) places.claims.claim(`the unfinished file of ${place?.option}`, identity);
  }
}
