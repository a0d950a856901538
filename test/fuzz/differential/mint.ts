import { idsFromNames } from "../../../src/index.js";
import type { SeededRandom } from "../../../support/random.js";
import type { OracleJurisdiction } from "../../oracle.js";
import { Disagreement } from "./disagreement.js";
import { ENGINES, type Place } from "./world.js";

/** A valid ID, and the way it came about. */
export interface Minted {
  readonly kind: string;
  readonly id: string;
}

const PIECES = ["a", "name ", "0", "é", "€", "😀", "\ud800", "\udfff", "\0", "\ufeff"];

/** Names of one byte a character and of more, most of them short, some longer than a block, some empty. */
function anyName(random: SeededRandom): string {
  const kind = random.below(16);
  if (kind > 3) return `object ${random.below(0x1_0000_0000)}`;
  if (kind === 3) return "long ".repeat(random.below(60)) + random.below(1000);
  return Array.from({ length: random.below(24) }, () => random.pick(PIECES)).join("");
}

/** `count` IDs of one namespace and jurisdiction, on which all engines and the oracle agree, half of them named. */
export function mint(random: SeededRandom, place: Place, count: number): Minted[] {
  const jurisdiction = random.pick([undefined, ...place.jurisdictions]);
  const suffix = jurisdiction === undefined ? "" : ", of a jurisdiction";
  const names = Array.from({ length: count >> 1 }, () => anyName(random));
  const named = mintNamed(place, jurisdiction, names).map((id) => ({ kind: `named${suffix}`, id }));
  const unique = Array.from({ length: count - named.length }, () => mintUnique(random, place, jurisdiction));
  return [...named, ...unique];
}

function mintNamed(place: Place, jurisdiction: OracleJurisdiction | undefined, names: readonly string[]): string[] {
  const [ids, ...others] = place.namespaces.map((namespace) =>
    idsFromNames(namespace.jurisdiction(jurisdiction?.name), names),
  );
  names.forEach((name, i) => {
    const answers = [place.oracle.named(name, jurisdiction), ids[i], ...others.map((other) => other[i])];
    demandOne("the ID of a name", { name, jurisdiction: jurisdiction?.name }, answers);
  });
  return ids;
}

function mintUnique(random: SeededRandom, place: Place, jurisdiction: OracleJurisdiction | undefined): Minted {
  const base = random.bytes(16);
  const lookalike = jurisdiction === undefined && place.jurisdictions.length > 0 && random.below(4) === 0;
  if (lookalike) base[15] = random.pick(place.jurisdictions).code;
  const id = place.oracle.unique(base, jurisdiction);
  const suffix = lookalike ? ", byte 15 like a code" : jurisdiction === undefined ? "" : ", of a jurisdiction";
  return { kind: `unique${suffix}`, id };
}

function demandOne(what: string, about: object, [oracle, ...engines]: readonly string[]): void {
  engines.forEach((answer, i) => {
    if (answer !== oracle) throw new Disagreement(what, ENGINES[i], about, oracle, answer);
  });
}
