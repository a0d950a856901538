import { closeSync, openSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { redirections } from "../../src/check/files/redirections.js";
import { identityOf } from "../../src/system/identity.js";

const FILE = fileURLToPath(import.meta.url);

test("redirections are the regular files among the standard streams", () => {
  const [file, device] = [openSync(FILE, "r"), openSync("/dev/null", "r")];
  const identity = identityOf(statSync(FILE, { bigint: true }));
  const [input, output, error] = ["standard input", "standard output", "standard error"].map((role) => ({
    role,
    identity,
  }));
  expect(redirections([file, device, file])).toEqual([input, error]);
  expect(redirections([device, file, device])).toEqual([output]);
  closeSync(device);
  // A process can start with closed streams.
  expect(redirections([device, device, file])).toEqual([error]);
  closeSync(file);
});
