import { beforeAll, expect, test } from "vitest";
import { installPython, runInVenv } from "../../support/python.js";
import { makeApi, makeDirectory, serve, TOKEN } from "../rest/support.js";

/*
 * A generative tester reads the OpenAPI document from the server, and sends requests that it allows and forbids.
 */
beforeAll(() => installPython("test/api/requirements.txt"), 300_000);

test("schemathesis finds only answers that the document describes", async () => {
  const { directory } = await makeDirectory(40);
  const faults: unknown[] = [];
  // Any account, or hardly a request would get past it.
  const origin = await serve(makeApi(directory, { accountId: undefined, onError: (error) => faults.push(error) }));
  const args = [
    "--config-file",
    "test/api/schemathesis.toml",
    "run",
    `${origin}/client/v4/openapi.json`,
    "--url",
    `${origin}/client/v4`,
  ];
  const options = ["--header", `Authorization: Bearer ${TOKEN}`, "--max-examples", "300", "--seed", "1", "--no-color"];
  const printed = await runInVenv("schemathesis", [...args, ...options], {}).catch((error: { stdout: string }) => {
    throw new Error(error.stdout);
  });
  console.log(printed.slice(printed.indexOf("SUMMARY")));
  expect(printed).toMatch(/\d+ passed|No issues found/);
  expect(faults).toEqual([]);
}, 300_000);
