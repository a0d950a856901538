import { installPythonInto, runInVenv } from "../../../../support/python.js";
import { filledOnce } from "../../../../support/runtimes/fetched.js";
import { isBefore } from "../judge.js";
import type { Answer, Subject } from "../subject.js";
import { answersOf, CLASS_ERRORS } from "./answers.js";
import { closeServedState, type Served, servedState } from "./served-state.js";

const PROGRAMS = "test/conformance/releases/sdks/programs";

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
      installPythonInto(folder, `cloudflare==${version}`, ...companionsOf(version)),
    );
    const served = await servedState();
    const env = { ...served.env, PYTHONPATH };
    const run = (program: string) => runInVenv("python", [`${PROGRAMS}/${program}`], env);
    if (isBefore(version, "3")) return answersOf(await run("exercise2.py"), served, CLASS_ERRORS);
    return [...answersOf(await run("exercise.py"), served, CLASS_ERRORS), await sampleAnswer(served, PYTHONPATH)];
  },
  close: closeServedState,
};

/** What a release of its time worked with: newer releases of these packages broke it. */
function companionsOf(version: string): string[] {
  return isBefore(version, "3") || !isBefore(version, "4") ? [] : ["pydantic<2.10", "httpx<0.28"];
}

/** The sample of the API's documentation prints the ID of the first object. */
async function sampleAnswer({ env, objects: [[first]] }: Served, PYTHONPATH: string): Promise<Answer> {
  const { BASE_URL, TOKEN } = env;
  const variables = { PYTHONPATH, CLOUDFLARE_BASE_URL: BASE_URL, CLOUDFLARE_API_TOKEN: TOKEN };
  const printed = await runInVenv("python", [`${PROGRAMS}/sample.py`], variables);
  return { question: "the sample of the documentation", expected: first, answer: printed.trim() };
}
