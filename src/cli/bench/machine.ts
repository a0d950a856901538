import { availableParallelism, cpus } from "node:os";

/** The JavaScript runtime. */
export interface Runtime {
  readonly name: "Node" | "Bun" | "Deno";
  readonly version: string;
}

/** The hardware and system that the figures depend on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly platform: string;
}

/** Bun and Deno also report a version of Node, so they are tested first. */
export function runtimeHere(): Runtime {
  const { bun, deno, node } = process.versions;
  if (bun !== undefined) return { name: "Bun", version: bun };
  if (deno !== undefined) return { name: "Deno", version: deno };
  return { name: "Node", version: node };
}

/** The name of the processor as the system reports it. */
export function machineHere(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() || "unknown processor",
    cores: availableParallelism(),
    platform: `${process.platform}-${process.arch}`,
  };
}
