import type { FileClaims } from "./files/claims.js";
import type { OutputPlace } from "./files/output-place.js";
import type { OutputOptions } from "./output-options.js";

/** The files that a run writes. */
export interface OutputPlaces {
  readonly claims: FileClaims;
  readonly annotate: OutputPlace | undefined;
  readonly invalid: OutputPlace | undefined;
  readonly invalidRecords: OutputPlace | undefined;
  readonly valid: OutputPlace | undefined;
  readonly repairs: OutputPlace | undefined;
  readonly report: OutputPlace | undefined;
  readonly results: OutputPlace | undefined;
  readonly checkpoint: OutputPlace | undefined;
}

/**
 * Resolves the destinations of the outputs.
 * @param claims the files that the run reads
 * @throws CheckError if an output is the same file as another output, an input or a key
 */
export async function openOutputPlaces(options: OutputOptions, claims: FileClaims): Promise<OutputPlaces> {
  const claim = async (option: string, path: string | undefined) =>
    path === undefined ? undefined : claims.write(option, path);
  return {
    claims,
    annotate: await claim("--output", typeof options.annotate === "string" ? options.annotate : undefined),
    invalid: await claim("--invalid", options.invalid),
    invalidRecords: await claim("--invalid-records", options.invalidRecords),
    valid: await claim("--valid", options.valid),
    repairs: await claim("--repairs", options.repairs?.path),
    report: await claim("--report", options.report?.path),
    results: await claim("--junit", options.results?.path),
    checkpoint: await claim("--checkpoint", options.checkpoint?.path),
  };
}
