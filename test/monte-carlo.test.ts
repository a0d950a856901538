import { expect, it } from "vitest";
import { sha256 } from "../src/format/sha256.js";
import { bytesOfHex, hexOf, loadVectors } from "./load-vectors.js";

interface NistVectors {
  monteCarlo: { seed: string; checkpoints: string[] };
}

it("SHA-256 passes NIST's Monte Carlo test, 100 checkpoints of 1,000 hashes each", () => {
  const { monteCarlo } = loadVectors<NistVectors>("nist-sha256.json");
  expect(monteCarlo.checkpoints).toHaveLength(100);
  let seed = bytesOfHex(monteCarlo.seed);
  for (const checkpoint of monteCarlo.checkpoints) {
    let last: [Uint8Array, Uint8Array, Uint8Array] = [seed, seed, seed];
    for (let i = 0; i < 1000; i++) last = [last[1], last[2], sha256(Buffer.concat(last))];
    seed = last[2];
    expect(hexOf(seed)).toBe(checkpoint);
  }
});
