import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { npm } from "../../../../support/packed/npm.js";
import { folderOf } from "../../../../support/runtimes/fetched.js";
import type { Subject } from "../subject.js";
import { answersOf, type Seen } from "./answers.js";
import { TYPESCRIPT_CHANGES } from "./changes.js";
import { TYPESCRIPT_RELEASES } from "./releases.js";
import { withServedState } from "./served-state.js";

const PROGRAM = "test/conformance/releases/sdks/programs/exercise.mjs";

const ERRORS = {
  token: "AuthenticationError 401",
  account: "PermissionDeniedError 403",
  namespace: "NotFoundError 404",
  limit: "BadRequestError 400",
  cursor: "BadRequestError 400",
};

/** npm `cloudflare`. */
export const typescriptSdk: Subject = {
  name: "sdk-typescript",
  releases: TYPESCRIPT_RELEASES,
  changes: TYPESCRIPT_CHANGES,
  newest: async () => npm(".", "view", "cloudflare", "version").trim(),
  async ask(version) {
    const folder = folderOf("cloudflare", { label: `cloudflare ${version}`, package: "cloudflare", version });
    return withServedState(async (served) => {
      const options = { env: { ...process.env, ...served.env }, maxBuffer: 1 << 28 };
      const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, folder], options);
      return answersOf(JSON.parse(stdout) as Seen, served, ERRORS);
    });
  },
};
