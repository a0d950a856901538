import { availableParallelism, cpus } from "node:os";

/** What runs JavaScript here. */
export interface Runtime {
  readonly name: "Node" | "Bun" | "Deno";
  readonly version: string;
}

/** What figures depend on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly platform: string;
}

/** Bun and Deno say of themselves that they are a Node, too. */
export function runtimeHere(): Runtime {
  const { bun, deno, node } = process.versions;
  if (bun !== undefined) return { name: "Bun", version: bun };
  if (deno !== undefined) return { name: "Deno", version: deno };
  return { name: "Node", version: node };
}

/** The processor as the system names it. */
export function machineHere(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() || "unknown processor",
    cores: availableParallelism(),
    platform: `${process.platform}-${process.arch}`,
  };
}
