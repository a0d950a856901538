import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { hasCode } from "./errors.js";
import { type Inode, identityOf } from "./identity.js";

/**
 * The owner of a temporary file, as written in its name: a running process (`p`, its PID, its start time, and a hash of its
 * machine and container), or any run with a certain checkpoint (`c`).
 */
export type Owner = string;

/** The form of an {@link Owner}. */
export const OWNER = /^(?:p\d+-\d+-[0-9a-f]{8}|c[0-9a-f]{16})$/;

let ownOwner: Owner | undefined;

/** This process. */
export function processOwner(): Owner {
  ownOwner ??= `p${process.pid}-${stateOf(process.pid)?.start ?? 0}-${where()}`;
  return ownOwner;
}

/** The run with the checkpoint at this path, in a folder with this inode. */
export function checkpointOwner(path: string, folder: Inode): Owner {
  return `c${digest([hostname(), path, identityOf(folder)], 16)}`;
}

/**
 * The state of the process that owns a file: `unknown` if it ran on another machine, in another container, or before a
 * restart of the machine, or if the owner is not a process.
 */
export function lifeOf(owner: Owner): "alive" | "dead" | "unknown" {
  const [, pid, start, place] = /^p(\d+)-(\d+)-([0-9a-f]{8})$/.exec(owner) ?? [];
  if (pid === undefined || place !== where()) return "unknown";
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if (hasCode(error, "ESRCH")) return "dead";
  }
  const state = stateOf(Number(pid));
  // A zombie has ended, and its PID may belong to another process by now.
  const isSame = state === undefined || (state.start === start && !/[ZX]/.test(state.letter));
  return isSame ? "alive" : "dead";
}

/** The state and start time of a process on Linux; undefined on other systems. */
function stateOf(pid: number): { letter: string; start: string } | undefined {
  const text = readOrNothing(() => readFileSync(`/proc/${pid}/stat`, "latin1"));
  // The name before it, in parentheses, can contain any character.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return fields.length > 19 ? { letter: fields[0], start: fields[19] } : undefined;
}

/** Identifies the boot of the machine and the container: processes with the same value see each other's PIDs. */
function where(): string {
  const boot = readOrNothing(() => readFileSync("/proc/sys/kernel/random/boot_id", "latin1"));
  const container = readOrNothing(() => readlinkSync("/proc/self/ns/pid"));
  return digest([hostname(), boot, container], 8);
}

function readOrNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}

function digest(parts: readonly string[], digits: number): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, digits);
}
