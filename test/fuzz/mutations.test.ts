import { describe, expect, it } from "vitest";
import { DurableObjectNamespace } from "../../src/index.js";
import { SeededRandom } from "../../support/random.js";
import { type Material, MUTATIONS } from "./mutations/mutate.js";
import { runTrial } from "./mutations/trial.js";

describe("the mutation trial (`npm run mutations` runs it a million times)", () => {
  it("of 20,000 mutated IDs none is accepted, of 20,000 minted ones none refused", () => {
    const { byMutation, single, ...figures } = runTrial(20_000, new SeededRandom("mutations"));
    expect(figures).toEqual({ mutated: 20_000, accepted: 0, minted: 20_000, refused: 0 });
    expect(single).toBeGreaterThan(1000);
    expect([...byMutation.keys()]).toEqual(Object.keys(MUTATIONS));
    expect(Math.min(...byMutation.values())).toBeGreaterThan(1000);
  });

  it("every mutation gives 64 digits, seldom the same ones", () => {
    const random = new SeededRandom("each mutation");
    const rooms = new DurableObjectNamespace({ key: random.bytes(32), randomBytes: random.bytes });
    const other = new DurableObjectNamespace({ key: random.bytes(32), randomBytes: random.bytes });
    const material: Material = {
      bytes: random.bytes,
      below: (limit) => random.below(limit),
      sibling: () => String(rooms.newUniqueId()),
      stranger: () => String(other.newUniqueId()),
    };
    for (const [name, mutate] of Object.entries(MUTATIONS)) {
      let changed = 0;
      for (let i = 0; i < 200; i++) {
        const id = String(rooms.newUniqueId({ jurisdiction: i % 2 ? "eu" : null }));
        const mutated = mutate(id, material);
        expect(mutated, name).toMatch(/^[0-9a-f]{64}$/);
        if (mutated !== id) changed++;
      }
      expect(changed, name).toBeGreaterThan(120);
    }
  });
});
