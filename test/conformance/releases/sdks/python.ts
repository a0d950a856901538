import { installPythonInto, runInVenv } from "../../../../support/python.js";
import { filledOnce } from "../../../../support/runtimes/fetched.js";
import { isBefore } from "../judge.js";
import type { Answer, Subject } from "../subject.js";
import { answersOf } from "./answers.js";
import { closeServedState, type Served, servedState } from "./served-state.js";

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
  async newest() {
    const listed = await runInVenv("pip", ["index", "versions", "cloudflare", "--disable-pip-version-check"], {});
    const [, version] = /\((\S+)\)/.exec(listed) ?? [];
    if (version === undefined) throw new Error(`pip names no version of cloudflare: ${listed}`);
    return version;
  },
  async ask(version) {
    const failure = `cloudflare ${version} of PyPI can't be had`;
    const PYTHONPATH = filledOnce(`pypi-cloudflare-${version}`, failure, (folder) =>
      installPythonInto(folder, `cloudflare==${version}`),
    );
    const served = await servedState();
    const run = (program: string) => runInVenv("python", [`${PROGRAMS}/${program}`], { ...served.env, PYTHONPATH });
    if (isBefore(version, "3")) return answersOf(await run("exercise2.py"), served, ERRORS);
    return [...answersOf(await run("exercise.py"), served, ERRORS), sampleAnswer(await run("sample.py"), served)];
  },
  close: closeServedState,
};

/** The sample of the API's documentation prints the ID of the first object. */
function sampleAnswer(printed: string, { objects: [[first]] }: Served): Answer {
  return { question: "the sample of the documentation", expected: first, answer: printed.trim() };
}
