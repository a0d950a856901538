import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { hasCode } from "./errors.js";
import { type Inode, identityOf } from "./identity.js";

/**
 * Who a temporary file belongs to, as it is written in its name: a running process (`p`, its PID, when it started, and
 * where it runs), or whichever run has a checkpoint (`c`).
 */
export type Owner = string;

/** What an {@link Owner} looks like. */
export const OWNER = /^(?:p\d+-\d+-[0-9a-f]{8}|c[0-9a-f]{16})$/;

let ownOwner: Owner | undefined;

/** This process. */
export function processOwner(): Owner {
  ownOwner ??= `p${process.pid}-${stateOf(process.pid)?.start ?? 0}-${where()}`;
  return ownOwner;
}

/** The run that has the checkpoint of this path, in a folder of this inode. */
export function checkpointOwner(path: string, folder: Inode): Owner {
  return `c${digest([hostname(), path, identityOf(folder)], 16)}`;
}

/**
 * What is known of a process that owns a file: `unknown` if it ran on another machine, in another container, before a
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
  // A zombie has ended, and a PID is given to another process in time.
  const isSame = state === undefined || (state.start === start && !/[ZX]/.test(state.letter));
  return isSame ? "alive" : "dead";
}

/** What Linux says of a process: its state, and when it started. Nothing on other systems. */
function stateOf(pid: number): { letter: string; start: string } | undefined {
  const text = readOrNothing(() => readFileSync(`/proc/${pid}/stat`, "latin1"));
  // The name before it, in parentheses, can hold anything.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return fields.length > 19 ? { letter: fields[0], start: fields[19] } : undefined;
}

/** Two processes of the same place see each other by their PIDs: the machine since it was started, and the container. */
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
