import { expect, it } from "vitest";
import { createPureScanner } from "../../src/engine/scan/pure.js";
import { createScanner } from "../../src/engine/scan/select.js";
import { SCAN_CAPACITY } from "../../src/engine/scan/types.js";
import { createClassifier, selectEngine } from "../../src/engine/select.js";
import { NO_NAMESPACE, Verdict } from "../../src/format/verdict.js";
import { testNamespace, testScope } from "../engine/samples.js";
import { scannerContract } from "./contract.js";

scannerContract("pure", createPureScanner);
scannerContract("wasm", (format) => createScanner(format, "wasm"));

it.each(["pure", "wasm"] as const)(
  "the rows of the %s scanner are those of a run of its engine's classifier",
  (name) => {
    const engine = selectEngine(name);
    const scope = testScope(testNamespace(new Uint8Array(32).fill(7)));
    const classifier = createClassifier(engine, [scope]);
    expect(classifier.capacity).toBeGreaterThanOrEqual(SCAN_CAPACITY);
    const id = engine.prepare(scope.keys).named("lobby", 0);
    const valid = `{"id":"${id}"}\n`;
    const escaped = `{"id":"\\u00${id.charCodeAt(0).toString(16)}${id.slice(1)}"}\n`;
    const text = Buffer.from(`${valid}{"id":"x"}\n${escaped}{}\n{"id":1}\n{"id":"${id}"\n{"id":"${"g".repeat(64)}"}\n`);
    const scanner = createScanner({ format: "jsonl", field: "id" }, name);
    scanner.window(text.length).set(text);
    // Rows that an earlier scan left behind must not count.
    scanner.records.rows.set(Buffer.from(id.repeat(7)));
    const { count } = scanner.scan(0, text.length, true);
    classifier.rows().set(scanner.records.rows.subarray(0, 64 * count));
    const into = {
      verdicts: new Uint8Array(count),
      namespaces: new Uint16Array(count),
      jurisdictions: new Uint8Array(count),
    };
    classifier.run(count, into, 0);
    const { valid: yes, malformed: no } = Verdict;
    expect([...into.verdicts]).toEqual([yes, no, yes, no, no, no, no]);
    expect(into.namespaces[1]).toBe(NO_NAMESPACE);
  },
);
