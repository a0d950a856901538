import { FileClaims } from "../check/files/claims.js";
import type { Io } from "./io.js";
import type { KeySource } from "./keys.js";

/** Claims all files that a command reads, and the files that its standard streams are redirected to. */
export async function claimInputs(files: readonly string[], keys: readonly KeySource[], io: Io): Promise<FileClaims> {
  const claims = new FileClaims();
  for (const file of io.redirections ?? []) claims.open(file);
  for (const path of files) if (path !== "-") await claims.read("the input", path);
  for (const key of keys) {
    if ("keyFile" in key) await claims.read("--key-file", key.keyFile);
    if ("config" in key) await claims.read("--config", key.config);
  }
  return claims;
}
