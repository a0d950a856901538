import type { EngineName } from "../../../src/engine/types.js";
import { createValidator, DurableObjectNamespace, type Validator } from "../../../src/index.js";
import type { SeededRandom } from "../../../support/random.js";
import { ORACLE_JURISDICTIONS, type OracleJurisdiction, type OracleScope } from "../../oracle.js";
import { PreparedOracle, PreparedOracleList } from "../../prepared-oracle.js";

/** The engines that are compared. */
export const ENGINES: readonly EngineName[] = ["wasm", "pure"];

/** One namespace on every engine, and in the oracle. */
export interface Place {
  readonly jurisdictions: readonly OracleJurisdiction[];
  readonly root: Uint8Array;
  readonly oracle: PreparedOracle;
  /** The same namespace once for each of {@link ENGINES}. */
  readonly namespaces: readonly DurableObjectNamespace[];
}

/** A list of scopes as a validator is given it, on every engine, and in the oracle. */
export interface List {
  readonly oracle: PreparedOracleList;
  readonly scopes: readonly ListedScope[];
  /** The namespaces of the scopes. */
  readonly places: readonly Place[];
  /** One for each of {@link ENGINES}. */
  readonly validators: readonly Validator[];
}

/** One scope of a list, for single calls. */
export interface ListedScope {
  readonly oracle: PreparedOracleList;
  readonly jurisdictions: readonly OracleJurisdiction[];
  /** One for each of {@link ENGINES}. */
  readonly namespaces: readonly DurableObjectNamespace[];
}

/** Everything that IDs are made with and put to. */
export interface World {
  readonly places: readonly Place[];
  /** In none of the lists. */
  readonly stranger: Place;
  readonly lists: readonly List[];
}

const OWN_TABLE: readonly OracleJurisdiction[] = [
  { name: "near", code: 1 },
  { name: "eu", code: 2 },
  { name: "far", code: 255 },
];

/** Namespaces with new keys, and the lists that validators are made for. */
export function makeWorld(random: SeededRandom): World {
  const rooms = makePlace(random, ORACLE_JURISDICTIONS);
  const sessions = makePlace(random, ORACLE_JURISDICTIONS);
  const moon = makePlace(random, OWN_TABLE);
  const bare = makePlace(random, []);
  const lists: [Place, string?][][] = [
    [[rooms]],
    [[rooms], [sessions], [moon], [bare]],
    [[rooms, "eu"]],
    [[sessions, "us"], [moon], [rooms, "eu"], [bare], [rooms, "fedramp"]],
    [[moon, "far"], [rooms, "fedramp-high"], [sessions, "eu"], [sessions], [moon, "near"]],
  ];
  return {
    places: [rooms, sessions, moon, bare],
    stranger: makePlace(random, ORACLE_JURISDICTIONS),
    lists: lists.map(makeList),
  };
}

function makePlace(random: SeededRandom, jurisdictions: readonly OracleJurisdiction[]): Place {
  const root = random.bytes(32);
  const table = Object.fromEntries(jurisdictions.map(({ name, code }) => [name, code]));
  return {
    jurisdictions,
    root,
    oracle: new PreparedOracle({ root, jurisdictions }),
    namespaces: ENGINES.map((engine) => new DurableObjectNamespace({ key: root, jurisdictions: table, engine })),
  };
}

function makeList(entries: readonly [Place, string?][]): List {
  const scopes = entries.map(([place, name]) => {
    const oracleScope = { root: place.root, jurisdictions: place.jurisdictions, code: codeOf(place, name) };
    return {
      oracleScope,
      oracle: new PreparedOracleList([oracleScope]),
      jurisdictions: place.jurisdictions,
      namespaces: place.namespaces.map((namespace) => namespace.jurisdiction(name)),
    };
  });
  return {
    oracle: new PreparedOracleList(scopes.map(({ oracleScope }): OracleScope => oracleScope)),
    scopes,
    places: entries.map(([place]) => place),
    validators: ENGINES.map((engine, i) =>
      createValidator(
        scopes.map(({ namespaces }) => namespaces[i]),
        { engine },
      ),
    ),
  };
}

function codeOf({ jurisdictions }: Place, wanted: string | undefined): number {
  return jurisdictions.find(({ name }) => name === wanted)?.code ?? 0;
}
