import { installPythonInto, runInVenv } from "../../../../support/python.js";
import { filledOnce } from "../../../../support/runtimes/fetched.js";
import { isBefore } from "../judge.js";
import type { Subject } from "../subject.js";
import { answersOf, type Seen } from "./answers.js";
import { PYTHON_CHANGES } from "./changes.js";
import { PYTHON_RELEASES } from "./releases.js";
import { withServedState } from "./served-state.js";

const PROGRAMS = "test/conformance/releases/sdks/programs";

const ERRORS = {
  token: "AuthenticationError 401",
  account: "PermissionDeniedError 403",
  namespace: "NotFoundError 404",
  limit: "BadRequestError 400",
  cursor: "BadRequestError 400",
};

/** PyPI `cloudflare`. */
export const pythonSdk: Subject = {
  name: "sdk-python",
  releases: PYTHON_RELEASES,
  changes: PYTHON_CHANGES,
  newest: async () => newestOnPypi("cloudflare"),
  async ask(version) {
    const failure = `cloudflare ${version} of PyPI can't be had`;
    const folder = filledOnce(`pypi-cloudflare-${version}`, failure, (target) =>
      installPythonInto(target, `cloudflare==${version}`),
    );
    const isOld = isBefore(version, "3");
    return withServedState(async (served) => {
      const env = { ...served.env, PYTHONPATH: folder };
      const seen = await runInVenv("python", [`${PROGRAMS}/${isOld ? "exercise2" : "exercise"}.py`], env);
      return answersOf(JSON.parse(seen) as Seen, served, ERRORS);
    });
  },
};

/** The newest release of a package. */
async function newestOnPypi(name: string): Promise<string> {
  const listed = await runInVenv("pip", ["index", "versions", name, "--disable-pip-version-check"], {});
  const [, version] = /\((\S+)\)/.exec(listed) ?? [];
  if (version === undefined) throw new Error(`pip names no version of ${name}: ${listed}`);
  return version;
}
