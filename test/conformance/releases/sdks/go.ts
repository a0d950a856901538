import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filledOnce } from "../../../../support/runtimes/fetched.js";
import type { Subject } from "../subject.js";
import { answersOf } from "./answers.js";
import { outputOf } from "./output.js";
import { closeServedState, servedState } from "./served-state.js";

const PROGRAM = "test/conformance/releases/sdks/programs/exercise.go";
/** A major version is a module of its own. */
const NEWEST_MAJOR = "v7";

const ERRORS = { token: "401", account: "403", namespace: "404", limit: "400", cursor: "400" };

/** Go's `cloudflare-go`. */
export const goSdk: Subject = {
  async newest() {
    const listed = execFileSync("go", ["list", "-m", "-mod=mod", `${moduleOf(NEWEST_MAJOR)}@latest`], {
      encoding: "utf8",
    });
    return listed.trim().split(" v")[1];
  },
  async ask(version) {
    const folder = filledOnce(`go-cloudflare-${version}`, `cloudflare-go ${version} can't be had`, (target) =>
      compile(target, version),
    );
    const served = await servedState();
    return answersOf(await outputOf(join(folder, "exercise"), [], served.env), served, ERRORS);
  },
  close: closeServedState,
};

function moduleOf(major: string): string {
  return `github.com/cloudflare/cloudflare-go/${major}`;
}

function compile(folder: string, version: string): void {
  const major = `v${version.split(".")[0]}`;
  writeFileSync(join(folder, "go.mod"), `module exercise\n\ngo 1.22\n\nrequire ${moduleOf(major)} v${version}\n`);
  writeFileSync(join(folder, "main.go"), readFileSync(PROGRAM, "utf8").replaceAll("MAJOR", major));
  // `-mod=mod` lets it add what the module itself requires.
  execFileSync("go", ["build", "-mod=mod", "-o", "exercise", "."], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
}
