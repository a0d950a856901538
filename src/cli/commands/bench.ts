import { idsFromNames } from "../../bulk/names.js";
import { createValidator } from "../../bulk/validator.js";
import { engineReport } from "../../engine/select.js";
import { DurableObjectNamespace } from "../../namespace/namespace.js";
import { printableJson } from "../../text/printable.js";
import { libraryContender } from "../bench/library.js";
import { machineHere, runtimeHere } from "../bench/machine.js";
import { agreedMaterial, BENCH_KEY } from "../bench/material.js";
import { nodeCryptoContender } from "../bench/node-crypto.js";
import { entriesOf, race } from "../bench/race.js";
import { reportOf } from "../bench/report.js";
import { reportText } from "../bench/report-text.js";
import { Turns } from "../bench/turns.js";
import { coloursFor } from "../colours.js";
import { CliError } from "../errors.js";
import { ExitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import { version } from "../version.js";

/** Milliseconds of a turn: short, so that there are many in a second, but long compared with a garbage collection. */
const TURN = 12;

/** Options of `bench`. */
export interface BenchOptions {
  /** The total duration of all turns in seconds. */
  readonly seconds: string;
  readonly json?: boolean | undefined;
  /** `false` with `--no-progress`. */
  readonly progress: boolean;
}

/** `bench`: measures the time per ID on this machine, with each engine and with the runtime's own crypto. */
export async function bench(options: BenchOptions, io: Io): Promise<ExitCode> {
  const seconds = parseSeconds(options.seconds);
  const engine = engineReport();
  const library = { DurableObjectNamespace, createValidator, idsFromNames };
  const engines = engine.name === "wasm" ? (["wasm", "pure"] as const) : (["pure"] as const);
  const contenders = [
    ...engines.map((name) => libraryContender(library, name, BENCH_KEY)),
    nodeCryptoContender(BENCH_KEY),
  ];
  const material = await agreedMaterial(contenders);
  const entries = contenders.flatMap((each) => entriesOf(each.id, each.passes(material), io.now));
  const turns = new Turns(io, options.progress);
  const pace = { seconds, turn: TURN };
  const outcome = await race(entries, pace, io.now, (share) => turns.next(share)).finally(() => turns.clear());
  const labels = Object.fromEntries(contenders.map(({ id, label }) => [id, label]));
  const report = reportOf(outcome, labels, { version, engine, runtime: runtimeHere(), machine: machineHere() });
  const text = options.json ? `${printableJson(report)}\n` : reportText(report, coloursFor(io.stdout, io));
  await io.stdout.write(text);
  return ExitCode.valid;
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && seconds > 0 && seconds <= 3600) return seconds;
  throw new CliError("--seconds must be a number of seconds of at most 3600");
}
