import { expect, it } from "vitest";
import { bytesOfHex, loadVectors } from "./load-vectors.js";
import { ORACLE_JURISDICTIONS, oracleCheck, oracleNamedId, oracleRootKey, oracleUniqueId } from "./oracle.js";

// The oracle that everything is compared with must be correct itself.

interface Workerd {
  uniqueKeys: string[];
  named: { key: number; name: string; id: string }[];
}

interface Jurisdictional {
  uniqueKeys: string[];
  named: { key: number; jurisdiction: string; name: string; id: string }[];
  unique: { key: number; jurisdiction: string; entropy: string; id: string }[];
  strings: { key: number; string: string; valid: boolean; jurisdiction?: string }[];
}

const jurisdictionNamed = (wanted: string) => ORACLE_JURISDICTIONS.find(({ name }) => name === wanted);

it("agrees with a real workerd", () => {
  const { uniqueKeys, named } = loadVectors<Workerd>("workerd.json");
  const roots = uniqueKeys.map(oracleRootKey);
  expect(named.map(({ key, name }) => oracleNamedId(roots[key], name))).toEqual(named.map(({ id }) => id));
});

it("agrees with the jurisdictional vectors", () => {
  const { uniqueKeys, named, unique, strings } = loadVectors<Jurisdictional>("jurisdiction.json");
  const roots = uniqueKeys.map(oracleRootKey);
  expect(named.map((v) => oracleNamedId(roots[v.key], v.name, jurisdictionNamed(v.jurisdiction)))).toEqual(
    named.map(({ id }) => id),
  );
  expect(
    unique.map((v) => oracleUniqueId(roots[v.key], bytesOfHex(v.entropy), jurisdictionNamed(v.jurisdiction))),
  ).toEqual(unique.map(({ id }) => id));
  for (const { key, string, valid, jurisdiction } of strings) {
    const code = jurisdiction === undefined ? 0 : jurisdictionNamed(jurisdiction)?.code;
    const found = oracleCheck({ root: roots[key], jurisdictions: ORACLE_JURISDICTIONS }, string);
    expect(found, string).toBe(valid ? code : undefined);
  }
});
