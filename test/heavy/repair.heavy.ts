import { describe, expect, it } from "vitest";
import { createValidator, DurableObjectNamespace } from "../../src/index.js";
import { SeededRandom } from "../../support/random.js";
import { dressed, REPAIRABLE } from "../bulk/repair/damages.js";

const JURISDICTIONS = [undefined, undefined, "eu", "us", "fedramp"];

describe("repair of many IDs", () => {
  const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
  const carts = new DurableObjectNamespace({ uniqueKey: "my-worker-Cart" });

  it("gives back 99.9 % of 100,000 IDs with one random damage, and no wrong one", () => {
    const random = new SeededRandom("damaged");
    const namespaces = [rooms, carts];
    const validator = createValidator(namespaces);
    const damages = Object.entries(REPAIRABLE);
    const figures = { right: 0, wrong: 0, lost: 0 };
    for (let i = 0; i < 100_000; i++) {
      const index = random.below(2);
      const id = String(namespaces[index].jurisdiction(random.pick(JURISDICTIONS)).newUniqueId());
      const [kind, { damage }] = damages[i % damages.length];
      const text = damage(id, random);
      const isDressed = kind !== "dressed" && random.below(4) === 0;
      const repair = validator.repair(isDressed ? dressed(text, random) : text);
      if (repair === undefined) figures.lost++;
      else if (repair.id === id && repair.namespace === index) figures.right++;
      else figures.wrong++;
    }
    expect(figures.wrong).toBe(0);
    expect(figures.right).toBeGreaterThanOrEqual(99_900);
  });

  it("repairs none of 1,000,000 IDs that are random or another namespace's, whole or damaged", () => {
    const random = new SeededRandom("foreign");
    const strangers = new DurableObjectNamespace({ uniqueKey: "my-worker-Lobby" });
    const validator = createValidator([rooms]);
    const damages = Object.values(REPAIRABLE);
    let repaired = 0;
    for (let i = 0; i < 1_000_000; i++) {
      const id = i % 2 === 0 ? Buffer.from(random.bytes(32)).toString("hex") : String(strangers.newUniqueId());
      const text = i % 4 < 2 ? id : random.pick(damages).damage(id, random);
      if (validator.repair(text) !== undefined) repaired++;
    }
    expect(repaired).toBe(0);
  });
});
