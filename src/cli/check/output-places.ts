import { claimInputs } from "../files/claim-inputs.js";
import type { FileClaims } from "../files/claims.js";
import type { OutputPlace } from "../files/output-place.js";
import type { Input } from "../input/inputs.js";
import type { Io } from "../io.js";
import type { KeySource } from "../keys.js";
import type { CheckOptions } from "./options.js";

/** The files that a run writes, by the option that names each. */
export interface OutputPlaces {
  readonly claims: FileClaims;
  readonly output: OutputPlace | undefined;
  readonly invalid: OutputPlace | undefined;
  readonly valid: OutputPlace | undefined;
  readonly report: OutputPlace | undefined;
  readonly checkpoint: OutputPlace | undefined;
}

/** Finds out where the outputs go. @throws CliError if one of them is the file of another output, an input or a key */
export async function openOutputPlaces(
  inputs: readonly Input[],
  keys: readonly KeySource[],
  options: CheckOptions,
  io: Io,
): Promise<OutputPlaces> {
  const claims = await claimInputs(inputs, keys, io);
  const claim = async (name: "output" | "invalid" | "valid" | "report" | "checkpoint") => {
    const path = options[name];
    return path === undefined ? undefined : claims.write(`--${name}`, path);
  };
  return {
    claims,
    output: await claim("output"),
    invalid: await claim("invalid"),
    valid: await claim("valid"),
    report: await claim("report"),
    checkpoint: await claim("checkpoint"),
  };
}
