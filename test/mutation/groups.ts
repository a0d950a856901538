/** Folders whose mutants are tested together. */
export interface Group {
  /** Files to mutate. */
  readonly mutate: readonly string[];
  /** Tests to run: fast ones that start no process. Stryker runs, for a mutant, those that reach its code. */
  readonly tests: readonly string[];
  /** The lowest score that passes, in percent. */
  readonly floor: number;
}

/** Tests of the public API. */
const API = [
  "test/{async-dispose,celld,errors,id-schema,inspect-id,named-ids,namespace,pack-error,printed,strings,transfer,with}.test.ts",
  "test/{published-vectors,properties,properties-transfer,realms,vectors}.test.ts",
];

export const groups: Readonly<Record<string, Group>> = {
  format: {
    mutate: ["src/format/**/*.ts"],
    tests: [...API, "test/reasons/{explain-text,parse-id,record-reason}.test.ts", "test/rest/cursor.test.ts"],
    floor: 90,
  },
  engine: {
    mutate: ["src/engine/**/*.ts", "!src/engine/wasm-bytes.ts", "!src/engine/scan/scanner-bytes.ts"],
    tests: [
      "test/{published-vectors,namespace,errors}.test.ts",
      "test/{engine,scanner}/*.test.ts",
      "test/differential/{batches,scopes,strings}.test.ts",
    ],
    floor: 90,
  },
  namespace: {
    mutate: ["src/namespace/**/*.ts"],
    tests: [...API, "test/create-stub.test.ts", "test/reasons/parse-id.test.ts", "test/secrets/secrets.test.ts"],
    floor: 90,
  },
  bulk: {
    mutate: ["src/bulk/**/*.ts"],
    tests: ["test/bulk/**/*.test.ts", "test/reasons/record-reason.test.ts", "test/{errors,named-ids}.test.ts"],
    floor: 90,
  },
  check: {
    mutate: ["src/check/**/*.ts"],
    tests: ["test/check/*.test.ts"],
    floor: 80,
  },
};
