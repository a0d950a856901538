import { truncate } from "../../text/printable.js";
import type { IdReader } from "../records/format.js";
import type { Records } from "../records/records.js";
import { VERDICT_NAMES, type VerdictName } from "./verdicts.js";

/** Faulty IDs of each kind that a report shows. */
export const SHOWN_FAULTS = 5;
/** Characters of a faulty ID that are kept: all of a good one, and enough to see what is wrong with a long one. */
const SHOWN_TEXT = 80;

/** What is wrong with an ID. */
export type FaultName = Exclude<VerdictName, "valid">;

/** An ID that is not valid, and where it stands. */
export interface Fault {
  readonly file: string;
  /** The line on which its record starts, counted from 1. */
  readonly line: number;
  /** The ID as it stands there, cut to 80 characters; `null` where the record has no such place. */
  readonly id: string | null;
}

/** What reports get to see of the input that records are from. */
export interface Source {
  readonly name: string;
  readonly ids: IdReader;
  /** Bytes of the longest record that is looked at. */
  readonly longest: number;
  /** Bytes of the inputs before this one. */
  readonly offset: number;
}

/** The kind of a fault by its verdict. */
export function faultNameOf(verdict: number): FaultName {
  const name = VERDICT_NAMES[verdict];
  if (name === "valid") throw new Error("A valid ID is no fault.");
  return name;
}

/** The fault of a record. */
export function faultAt(records: Records, index: number, { name, ids, longest }: Source): Fault {
  const start = records.startOf(index);
  const end = records.endOf(index);
  // Of a record too long to be looked at, its start has to do.
  const text =
    end - start > longest
      ? records.bytes.toString("utf8", start, start + 4 * SHOWN_TEXT)
      : ids.idText(records.bytes, start, end);
  return { file: name, line: records.lineOf(index), id: text === undefined ? null : truncate(text, SHOWN_TEXT) };
}
