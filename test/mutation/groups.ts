/** Files whose mutants are tested together. */
export interface Group {
  /** Files to mutate. */
  readonly mutate: readonly string[];
  /**
   * Test files to run, in this order; those that catch most, and start soonest, come first. They are fast, and start no
   * process. Stryker runs, for each mutant, the tests that reach its code, until one fails.
   */
  readonly tests: readonly string[];
  /** The lowest score that passes, in percent. */
  readonly floor: number;
  /** Whether survivors pass that explained.json doesn't list: the score is then all that counts. */
  readonly hasUnexplained?: boolean;
}

/** What starts the engines. */
const STARTERS = [
  "src/engine/base64.ts",
  "src/engine/module.ts",
  "src/engine/select.ts",
  "src/engine/select-pure.ts",
  "src/engine/scan/module.ts",
];
const withoutStarters = STARTERS.map((file) => `!${file}`);

export const groups: Readonly<Record<string, Group>> = {
  format: {
    mutate: ["src/format/**/*.ts"],
    tests: [
      "test/strings.test.ts",
      "test/format/hex.test.ts",
      "test/format/bytes.test.ts",
      "test/format/secret.test.ts",
      "test/format/find-jurisdiction.test.ts",
      "test/namespace.test.ts",
      "test/published-vectors.test.ts",
      "test/reasons/explain-text.test.ts",
      "test/transfer.test.ts",
      "test/inspect-id.test.ts",
      "test/vectors.test.ts",
      "test/reasons/parse-id.test.ts",
      "test/reasons/record-reason.test.ts",
      "test/realms.test.ts",
      "test/rest/api.test.ts",
      "test/properties-transfer.test.ts",
      "test/properties.test.ts",
      "test/celld.test.ts",
      "test/errors.test.ts",
    ],
    floor: 90,
  },
  engine: {
    // Without what is generated, and what bundles and other runtimes use instead, which `npm run test:runtime` tests.
    mutate: ["src/engine/*.ts", "!src/engine/*-bytes.ts", "!src/engine/*.*.ts", ...withoutStarters],
    tests: [
      "test/engine/validation-order.test.ts",
      "test/engine/memory.test.ts",
      "test/namespace.test.ts",
      "test/bulk/names.test.ts",
      "test/engine/pure.test.ts",
      "test/engine/wasm.test.ts",
      "test/differential/strings.test.ts",
      "test/differential/scopes.test.ts",
      "test/differential/batches.test.ts",
    ],
    floor: 90,
  },
  "engine/start": {
    mutate: STARTERS,
    // It loads the modules again, so other tests must not follow it: an engine that a mutant started would stay.
    tests: ["test/engine/select.test.ts"],
    floor: 90,
  },
  "engine/scan": {
    mutate: ["src/engine/scan/*.ts", "!src/engine/scan/*-bytes.ts", "!src/engine/scan/*.*.ts", ...withoutStarters],
    tests: [
      "test/scanner/select.test.ts",
      "test/scanner/parts.test.ts",
      "test/scanner/member-names.test.ts",
      "test/scanner/contract.test.ts",
      "test/bulk/reader.test.ts",
      "test/bulk/records.test.ts",
      "test/scanner/search.test.ts",
      "test/scanner/differential.test.ts",
    ],
    floor: 90,
  },
  namespace: {
    mutate: ["src/namespace/**/*.ts"],
    tests: [
      "test/namespace.test.ts",
      "test/transfer.test.ts",
      "test/with.test.ts",
      "test/id-schema.test.ts",
      "test/inspect-id.test.ts",
      "test/create-stub.test.ts",
      "test/pack-error.test.ts",
      "test/printed.test.ts",
      "test/realms.test.ts",
      "test/reasons/parse-id.test.ts",
      "test/named-ids.test.ts",
      "test/conformance/context.test.ts",
      "test/sql/secret.test.ts",
      "test/vectors.test.ts",
      "test/properties-transfer.test.ts",
      "test/properties.test.ts",
      "test/errors.test.ts",
    ],
    floor: 90,
  },
  bulk: {
    mutate: ["src/bulk/**/*.ts"],
    tests: [
      "test/bulk/repair/parts.test.ts",
      "test/bulk/repair/ambiguous.test.ts",
      "test/bulk/record-parts.test.ts",
      "test/bulk/reader.test.ts",
      "test/bulk/validator.test.ts",
      "test/bulk/hostile.test.ts",
      "test/bulk/records.test.ts",
      "test/bulk/names.test.ts",
      "test/bulk/text-records.test.ts",
      "test/bulk/read-records.test.ts",
      "test/bulk/reentrancy.test.ts",
      "test/reasons/record-reason.test.ts",
      "test/bulk/repair/repair.test.ts",
      "test/errors.test.ts",
    ],
    floor: 90,
  },
  check: {
    mutate: ["src/check/*.ts"],
    tests: [
      "test/check/foreign-hints.test.ts",
      "test/check/id-finder.test.ts",
      "test/check/plan-parts.test.ts",
      "test/check/sink-contract.test.ts",
      "test/check/scoped.test.ts",
      "test/check/sessions.test.ts",
      "test/check/run.test.ts",
      "test/cli/limits.test.ts",
      "test/cli/check-outputs.test.ts",
    ],
    floor: 80,
    hasUnexplained: true,
  },
  "check/sinks": {
    mutate: ["src/check/sinks/*.ts"],
    tests: [
      "test/check/sinks.test.ts",
      "test/check/samples.test.ts",
      "test/check/foreign-hints.test.ts",
      "test/check/sessions.test.ts",
      "test/cli/check-outputs.test.ts",
      "test/cli/check-options.test.ts",
      "test/cli/junit.test.ts",
      "test/cli/limits.test.ts",
      "test/cli/repairs.test.ts",
    ],
    floor: 80,
    hasUnexplained: true,
  },
  "check/inputs": {
    // Without the file whose mutants free memory that zlib still fills: Node aborts, and now and then Stryker with it.
    mutate: ["src/check/inputs/**/*.ts", "!src/check/inputs/free-used.ts"],
    tests: [
      "test/check/inputs.test.ts",
      "test/check/describe-start.test.ts",
      "test/check/parquet-column.test.ts",
      "test/cli/containers.test.ts",
      "test/cli/empty.test.ts",
      "test/cli/truncated.test.ts",
      "test/cli/closing.test.ts",
      "test/check/sqlite-rows.test.ts",
      "test/check/tables.test.ts",
      "test/check/damaged-parquet.test.ts",
    ],
    floor: 80,
    hasUnexplained: true,
  },
  "check/checkpoint": {
    mutate: ["src/check/checkpoint/*.ts"],
    tests: ["test/check/outputs.test.ts", "test/check/sessions.test.ts"],
    floor: 80,
    hasUnexplained: true,
  },
  "check/outputs": {
    mutate: ["src/check/outputs/*.ts"],
    tests: ["test/check/output-handles.test.ts", "test/check/outputs.test.ts", "test/cli/check-outputs.test.ts"],
    floor: 80,
    hasUnexplained: true,
  },
  "check/files": {
    mutate: ["src/check/files/*.ts"],
    tests: [
      "test/check/redirections.test.ts",
      "test/check/outputs.test.ts",
      "test/cli/check-outputs.test.ts",
      "test/cli/check-options.test.ts",
    ],
    floor: 80,
    hasUnexplained: true,
  },
  "check/threads": {
    mutate: ["src/check/threads/*.ts"],
    tests: ["test/check/threads.test.ts"],
    floor: 80,
    hasUnexplained: true,
  },
  "check/reconcile": {
    mutate: ["src/check/reconcile/*.ts"],
    tests: ["test/check/reconcile-parts.test.ts", "test/check/reconcile.test.ts", "test/cli/reconcile.test.ts"],
    floor: 80,
    hasUnexplained: true,
  },
  "check/stored-ids": {
    mutate: ["src/check/stored-ids/*.ts"],
    tests: ["test/check/stored-ids.test.ts", "test/check/reconcile-parts.test.ts", "test/check/sessions.test.ts"],
    floor: 80,
    hasUnexplained: true,
  },
  "check/remote": {
    mutate: ["src/check/remote/*.ts"],
    tests: ["test/remote/verdicts.test.ts", "test/cli/check-remote.test.ts"],
    floor: 80,
    hasUnexplained: true,
  },
};

/** The group of a file: the one that names it, or else the deepest that its folder is in. */
export function groupOf(file: string): string | undefined {
  const names = Object.keys(groups).filter((name) => file.startsWith(`src/${name}/`));
  names.sort((a, b) => b.length - a.length);
  return Object.keys(groups).find((name) => groups[name].mutate.includes(file)) ?? names[0];
}
