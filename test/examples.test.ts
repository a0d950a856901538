import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { mintSessionsCsv } from "../examples/mint-sessions.js";
import { ROWS } from "../examples/sessions.js";
import { createValidator, DurableObjectNamespace, Verdict } from "../src/index.js";
import { WORKERD_VERSION } from "../support/workerd/runtime.js";
import { ORACLE_JURISDICTIONS, type OracleScope, oracleClassify, oracleRootKey } from "./oracle.js";

const read = (path: string) => readFileSync(new URL(`../examples/${path}`, import.meta.url), "utf8");

const csv = read("sessions.csv");
const readme = read("README.md");
const rows = parse(csv, { columns: true, record_delimiter: "\n" }) as Record<string, string>[];
const ids = rows.map((row) => row.session_id as string);

/** A namespace of the README: a unique key, and the jurisdiction of a subnamespace. */
interface Space {
  readonly uniqueKey: string;
  readonly jurisdiction?: string;
}

/** The tallies in the README: rows of a table whose first cell is the namespaces, in `code`. */
const tallies = [...readme.matchAll(/^\| (`chat-.*?) \|(.*)\|$/gm)].map(([, spaces, numbers]) => ({
  spaces: [...(spaces ?? "").matchAll(/`([^`]+?)(?: in ([^`]+))?`/g)].map(
    ([, uniqueKey = "", jurisdiction]): Space => (jurisdiction ? { uniqueKey, jurisdiction } : { uniqueKey }),
  ),
  numbers: (numbers ?? "").split("|").map((number) => Number(number.replaceAll(",", ""))),
}));

function namespaceOf({ uniqueKey, jurisdiction }: Space) {
  return new DurableObjectNamespace({ uniqueKey }).jurisdiction(jurisdiction);
}

function oracleScopeOf({ uniqueKey, jurisdiction }: Space): OracleScope {
  return {
    root: oracleRootKey(uniqueKey),
    jurisdictions: ORACLE_JURISDICTIONS,
    code: ORACLE_JURISDICTIONS.find(({ name }) => name === jurisdiction)?.code ?? 0,
  };
}

describe("examples/sessions.csv", () => {
  it("equals the output of a real workerd of the README's version, byte for byte", async () => {
    expect(csv).toBe(await mintSessionsCsv());
    expect(readme).toContain(`\`workerd\` ${WORKERD_VERSION}`);
  });

  it("has the documented rows, columns and size", () => {
    expect(rows).toHaveLength(ROWS);
    expect(Object.keys(rows[0] ?? {}).join()).toBe("session_id,user,created_at,last_seen,plan,region,note");
    expect(Buffer.byteLength(csv)).toBeLessThan(2_000_000);
  });

  it("has quotes, commas, line breaks, and non-ASCII characters", () => {
    const fields = rows.flatMap((row) => Object.values(row));
    for (const hard of [/"/, /,/, /\n/, /\r\n/, /[^\0-\x7f]/]) {
      expect(fields.filter((field) => hard.test(field)).length, String(hard)).toBeGreaterThan(10);
    }
  });

  it("has tallies in the README for both keys, for each key, and for a subnamespace", () => {
    expect(tallies.map(({ spaces }) => spaces)).toEqual([
      [{ uniqueKey: "chat-ChatRoom" }, { uniqueKey: "chat-Presence" }],
      [{ uniqueKey: "chat-ChatRoom" }],
      [{ uniqueKey: "chat-Presence" }],
      [{ uniqueKey: "chat-ChatRoom", jurisdiction: "eu" }],
    ]);
  });

  describe.each(tallies)("checked against $spaces", ({ spaces, numbers }) => {
    const { verdicts, namespaces, jurisdictions, tally } = createValidator(spaces.map(namespaceOf)).check(ids);
    const scopes = spaces.map(oracleScopeOf);

    it("gives the verdicts of an oracle that shares no code with the library", () => {
      const names = Object.entries(Verdict);
      const ours = ids.map((id, i) => ({
        id,
        verdict: names.find(([, code]) => code === verdicts[i])?.[0],
        namespace: namespaces[i] === 0xffff ? undefined : namespaces[i],
        jurisdiction: jurisdictions[i],
      }));
      const theirs = ids.map((id) => ({ id, namespace: undefined, ...oracleClassify(scopes, id) }));
      expect(ours).toEqual(theirs);
    });

    it("gives the tally of the README", () => {
      const { total, valid, malformed, foreign, wrongJurisdiction } = tally;
      expect([total, valid, malformed, foreign, wrongJurisdiction]).toEqual(numbers);
    });

    it("gives the same tally as rows of bytes, for IDs of 64 bytes", () => {
      const rowsOfBytes = ids.filter((id) => /^[\0-\x7f]{64}$/s.test(id));
      const expected = rowsOfBytes.filter((id) => oracleClassify(scopes, id).verdict === "valid").length;
      const bytes = new TextEncoder().encode(rowsOfBytes.join(""));
      expect(createValidator(spaces.map(namespaceOf)).check(bytes).tally.valid).toBe(expected);
      expect(expected).toBe(numbers[1]);
    });
  });
});
