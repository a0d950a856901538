import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SeededRandom } from "../../../support/random.js";
import { cli, type Outcome } from "../../cli/in-process.js";
import { requireExitCode } from "../exit.js";
import { differences, KeptFiles, readFolder } from "../folder.js";
import { havoc } from "../havoc.js";
import { jsonBytes, mutateJson, parseJson } from "../json.js";
import { requireSame } from "../require.js";
import { FOREIGN, ROOMS, VALID } from "../samples.js";
import type { Target } from "../target.js";

const LINES = 7000;
const OUTPUTS = ["annotated", "good", "bad"];
/** Checkpoints before the run is stopped. */
const BEFORE_STOP = 2;

/** A damaged checkpoint is refused, with everything left as it was, or the run gives what an undisturbed one gives. */
export const checkpoints: Target = {
  name: "checkpoints",
  async open(folder) {
    const input = join(folder, "ids.txt");
    const pool = [...VALID, FOREIGN, "", "bad", "x", "y", "z", `0${VALID[0].slice(1)}`];
    writeFileSync(input, Array.from({ length: LINES }, (_, i) => pool[(i * i + (i >> 3)) % pool.length]).join("\n"));
    const [calm, stopped] = ["calm", "stopped"].map((name) => join(folder, name));
    for (const each of [calm, stopped]) mkdirSync(each);
    const expected = resultOf(await check(calm, input), calm);
    await check(stopped, input, true);
    const saved = readFileSync(join(stopped, "state"));
    const kept = new KeptFiles(stopped, join(folder, "kept"));
    return {
      generate: (random) => (random.below(20) === 0 ? saved : damaged(random, saved)),
      mutate: damaged,
      async run(bytes) {
        kept.restore();
        // Written over, as the stopped run's own file.
        writeFileSync(join(stopped, "state"), bytes);
        const before = readFolder(stopped);
        const outcome = await check(stopped, input);
        requireExitCode(outcome, [1, 2]);
        if (outcome.code === 1) requireSame(resultOf(outcome, stopped), expected);
        else requireSame(differences(before, readFolder(stopped)).join(), "");
        return undefined;
      },
    };
  },
};

function damaged(random: SeededRandom, bytes: Uint8Array): Uint8Array {
  const value = random.below(3) === 0 ? undefined : parseJson(bytes);
  return value === undefined ? havoc(random, bytes) : jsonBytes(mutateJson(random, value));
}

/** Checks with every output and a checkpoint after each batch, to the end or until it has been saved some times. */
async function check(folder: string, input: string, isStopped = false): Promise<Outcome> {
  const [annotated, good, bad] = OUTPUTS.map((name) => join(folder, name));
  const state = join(folder, "state");
  const outputs = ["--annotate", "--output", annotated, "--valid", good, "--invalid-records", bad];
  const argv = ["check", "--unique-key", ROOMS, "--json", "--checkpoint", state, "--checkpoint-every", "0"];
  const controller = new AbortController();
  let seen = 0;
  const onTick = () => {
    if (isStopped && existsSync(state) && ++seen === BEFORE_STOP) controller.abort("SIGINT");
  };
  return cli([...argv, ...outputs, input], { stop: controller.signal, onTick });
}

/** All that a run gives but its times. */
function resultOf({ stdout }: Outcome, folder: string): string {
  const { seconds, idsPerSecond, ...summary } = JSON.parse(stdout) as Record<string, unknown>;
  return JSON.stringify([summary, ...OUTPUTS.map((name) => readFileSync(join(folder, name), "latin1"))]);
}
