import { readFileSync } from "node:fs";
import { type Machine as MachineHere, machineHere } from "../../src/cli/bench/machine.js";

/** The machine that figures are of. */
export interface Machine extends MachineHere {
  /** The version of the Node that measured. */
  readonly node: string;
  /** Processor features that affect ratios: SHA-NI makes node:crypto more than twice as fast, and WASM can't use it. */
  readonly features: readonly string[];
}

const FEATURES = ["sha_ni", "avx", "avx2", "avx512f", "sha2"];

export function describeMachine(): Machine {
  return { ...machineHere(), node: process.version, features: featuresHere() };
}

function featuresHere(): string[] {
  try {
    const flags = /^(?:flags|Features)\s*:\s*(.*)$/m.exec(readFileSync("/proc/cpuinfo", "utf8"))?.[1]?.split(" ");
    return FEATURES.filter((feature) => flags?.includes(feature));
  } catch {
    // Only Linux has this information.
    return [];
  }
}

/** In one line. */
export function machineLine(machine: Machine): string {
  return `${hardwareLine(machine)} · Node ${machine.node.slice(1)}`;
}

/** The same without the runtime of the benchmark, for figures of other runtimes. */
export function hardwareLine({ cpu, cores, platform, features }: Machine): string {
  return [cpu, `${cores} cores`, features.join(" "), platform].filter(Boolean).join(" · ");
}
