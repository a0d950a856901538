import { statSync } from "node:fs";
import { expect, it } from "vitest";
import { createValidator } from "../../src/bulk/validator.js";
import { describeStart } from "../../src/check/inputs/describe-start.js";
import { escapeXml } from "../../src/cli/xml.js";
import { equalBytes } from "../../src/format/bytes.js";
import { celldClassOf } from "../../src/format/celld.js";
import { bearerToken, isCredential } from "../../src/format/secret.js";
import { bareId, DurableObjectNamespace, explainText, inspectId, isIdString } from "../../src/index.js";
import { readCursor } from "../../src/rest/cursor.js";
import { TemporaryFolder } from "../../src/system/temporary-folder.js";
import { escapeControls, printableJson, quote } from "../../src/text/printable.js";
import { shellWord } from "../../src/text/shell-word.js";

const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
const validator = createValidator([rooms]);
/** Characters of a text: enough for the square of it to take minutes. */
const LENGTH = 200_000;

/** Repetitions in which a pattern that goes back finds much to go back over, with an end that it doesn't take. */
const LONG_TEXTS = ["a", "-", " ", ":", "/", "=", '"', "'", "\\", "0", "a ", "a-", '":', '"a" ', "\u200b"].map(
  (part) => `${part.repeat(LENGTH / part.length)}!`,
);

/** All that takes a text of a stranger. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  tryIdFromString: (text) => rooms.tryIdFromString(text),
  parseId: (text) => rooms.parseId(text),
  inspectId,
  isIdString,
  explainText,
  bareId,
  check: (text) => validator.check([text]),
  repair: (text) => validator.repair(text),
  describeStart: (text) => describeStart(Buffer.from(text.slice(-65_536)), "text"),
  celldClassOf,
  bearerToken: (text) => bearerToken(`Bearer ${text}`),
  isCredential,
  readCursor: (text) => readCursor(new Uint8Array(32), { account: "", namespace: "" }, text),
  escapeControls,
  escapeXml,
  quote,
  shellWord,
  printableJson,
};

// A pattern whose work grows with the square of the length takes minutes: the timeout ends it.
it.each(Object.entries(READERS))("%s reads long texts of every kind", (_, read) => {
  for (const text of LONG_TEXTS) read(text);
});

it("bytes are compared to their end, wherever they differ", () => {
  const secret = new Uint8Array(32).fill(7);
  const readsUntil = (differing: number) => {
    let reads = 0;
    const counted = new Proxy(secret, {
      get(target, index) {
        reads++;
        return Reflect.get(target, index) as unknown;
      },
    });
    const guess = Uint8Array.from(secret, (byte, i) => (i === differing ? byte ^ 1 : byte));
    return { equal: equalBytes(counted, 0, guess, 0, secret.length), reads };
  };
  for (const differing of [0, 15, 31]) expect(readsUntil(differing)).toEqual({ equal: false, reads: 32 });
  expect(readsUntil(-1)).toEqual({ equal: true, reads: 32 });
});

it("a folder for temporary files is its owner's only, and has a name that nobody can guess", async () => {
  const folders = [await TemporaryFolder.open(), await TemporaryFolder.open()];
  try {
    for (const { path } of folders) {
      expect(statSync(path).mode & 0o777).toBe(0o700);
      expect(path).toMatch(/\.[0-9a-f]{16}\.durable-id$/);
    }
    expect(folders[0].path).not.toBe(folders[1].path);
  } finally {
    for (const folder of folders) await folder.remove();
  }
});
