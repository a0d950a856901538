import { Verdict } from "durable-id";
import type { Fault } from "./check";

const number = new Intl.NumberFormat("en");

/** 1234567 → "1,234,567". */
export const counted = (count: number): string => number.format(count);

/** "1 line", "2 lines". */
export const lines = (count: number): string => `${counted(count)} ${count === 1 ? "line" : "lines"}`;

/** A size in bytes, for people. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const [unit, of] = bytes < 1e6 ? ["kB", 1e3] : bytes < 1e9 ? ["MB", 1e6] : ["GB", 1e9];
  return `${(bytes / of).toFixed(1)} ${unit}`;
}

/** A time in ms, for people. */
export const duration = (ms: number): string => (ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`);

/** The name of each verdict. */
export const VERDICTS: Readonly<Record<Verdict, string>> = {
  [Verdict.valid]: "Valid",
  [Verdict.malformed]: "Malformed",
  [Verdict.foreign]: "Foreign",
  [Verdict.wrongJurisdiction]: "Wrong jurisdiction",
};

/** Why a line has its verdict. */
export function reason({ verdict, text, length }: Fault): string {
  if (verdict === Verdict.foreign) return "not of these unique keys, or made up";
  if (verdict === Verdict.wrongJurisdiction) return "of another jurisdiction, or of none";
  if (length === 0) return "an empty line";
  if (/^[0-9a-f]{64}$/i.test(text.trim())) return "white space around it";
  const odd = /[^0-9a-f]/i.exec(text)?.[0];
  if (length === 64 && odd !== undefined) return `${JSON.stringify(odd)} is not a hex digit`;
  return `${counted(length)} ${length === 1 ? "byte" : "bytes"}, not 64 hex digits`;
}
