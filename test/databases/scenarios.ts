import { type LabelledNamespace, type NamedVerdict, nameVerdict } from "../../src/check/index.js";
import { judgedNamespace } from "../../src/check/namespaces.js";
import { createValidator, DurableObjectNamespace } from "../../src/index.js";
import { SeededRandom } from "../../support/random.js";
import { loadVectors } from "../load-vectors.js";

const random = new SeededRandom("databases");

export const workerd = loadVectors<{
  uniqueKeys: string[];
  named: { key: number; name: string; id: string }[];
  unique: { key: number; id: string }[];
  strings: { key: number; string: string }[];
}>("workerd.json");
export const jurisdictional = loadVectors<{
  uniqueKeys: string[];
  named: { key: number; jurisdiction: string; name: string; id: string }[];
  unique: { key: number; id: string }[];
  strings: { key: number; string: string }[];
}>("jurisdiction.json");

export const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
const secret = new DurableObjectNamespace({ key: random.bytes(32) });
const other = new DurableObjectNamespace({ uniqueKey: "w-public" });
/** Codes with letters as digits, so that their case matters. */
const custom = new DurableObjectNamespace({
  uniqueKey: "custom",
  jurisdictions: { mars: 0xab, eu: 0x01, moon: 0x0a, sun: 0xf0 },
});

/** Every character that some database treats specially in a literal. */
const HOSTILE_LABEL = "it's a \\ \"label\" \\' `$$` ?? {p1:String} :x @p1 --\n/* ключ 😀 */ %s";

const uniqueKeys = [...new Set([...workerd.uniqueKeys, ...jurisdictional.uniqueKeys])];

export type Scenario = "one" | "many" | "scoped" | "vectors";

/** Lists of namespaces to validate with. */
export const SCENARIOS: Readonly<Record<Scenario, readonly LabelledNamespace[]>> = {
  one: [{ label: "rooms", namespace: rooms }],
  many: [
    { label: "rooms", namespace: rooms },
    { label: "secret.key", namespace: secret },
    { label: HOSTILE_LABEL, namespace: other },
    { label: "back\\slash", namespace: custom },
  ],
  scoped: [
    { label: "eu rooms", namespace: rooms.jurisdiction("eu") },
    { label: "us secrets", namespace: secret.jurisdiction("us") },
    { label: "moon", namespace: custom.jurisdiction("moon") },
    { label: "others", namespace: other },
  ],
  vectors: uniqueKeys.map((uniqueKey) => ({ label: uniqueKey, namespace: new DurableObjectNamespace({ uniqueKey }) })),
};

/** The namespaces that IDs are made in, with the jurisdictions that each has. */
export const MAKERS = [
  { namespace: rooms, jurisdictions: ["eu", "fedramp", "fedramp-high", "us"] },
  { namespace: secret, jurisdictions: ["eu", "fedramp", "fedramp-high", "us"] },
  { namespace: other, jurisdictions: ["eu", "us"] },
  { namespace: custom, jurisdictions: ["mars", "eu", "moon", "sun"] },
] as const;

/** The validator's result for each text in a scenario: the oracle. */
export function verdictsOf(scenario: Scenario, ids: readonly string[]): readonly NamedVerdict[] {
  const namespaces = SCENARIOS[scenario];
  const results = createValidator(namespaces.map(({ namespace }) => namespace)).check(ids);
  const judged = namespaces.map(judgedNamespace);
  return ids.map((_, i) => nameVerdict(results, i, judged));
}
