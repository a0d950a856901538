import { npm } from "../../../../support/packed/npm.js";
import { folderOf } from "../../../../support/runtimes/fetched.js";
import type { Subject } from "../subject.js";
import { answersOf, CLASS_ERRORS } from "./answers.js";
import { outputOf } from "./output.js";
import { closeServedState, servedState } from "./served-state.js";

const PROGRAM = "test/conformance/releases/sdks/programs/exercise.mjs";

/** npm `cloudflare`. */
export const typescriptSdk: Subject = {
  newest: async () => npm(".", "view", "cloudflare", "version").trim(),
  async ask(version) {
    const folder = folderOf("cloudflare", { label: `cloudflare ${version}`, package: "cloudflare", version });
    const served = await servedState();
    return answersOf(await outputOf(process.execPath, [PROGRAM, folder], served.env), served, CLASS_ERRORS);
  },
  close: closeServedState,
};
