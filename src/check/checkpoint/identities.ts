import { resolve } from "node:path";
import { quote } from "../../text/printable.js";
import { CheckError } from "../errors.js";
import type { Input } from "../inputs/input.js";
import type { CheckpointState, InputIdentity } from "./state.js";

/** The current identities of the inputs. Throws a CheckError for an input that can't be read again from a later place. */
export function identitiesOf(inputs: readonly Input[]): InputIdentity[] {
  return inputs.map(({ name, path, file }) => {
    if (path === undefined || file === undefined) {
      throw new CheckError(`--checkpoint needs files, and ${quote(name)} can't be read a second time`);
    }
    const { size, mtimeMs, ino } = file;
    return { path: resolve(path), size, mtimeMs, ino };
  });
}

/** Throws a CheckError if resuming would continue a different run. */
export function requireSame(
  state: CheckpointState,
  path: string,
  fingerprint: string,
  inputs: readonly InputIdentity[],
): void {
  const remedy = "remove the checkpoint to start from the beginning";
  const changed = inputs.find((input, i) => {
    const before = state.inputs.at(i);
    return (
      before === undefined ||
      before.path !== input.path ||
      before.size !== input.size ||
      before.mtimeMs !== input.mtimeMs ||
      before.ino !== input.ino
    );
  });
  if (changed)
    throw new CheckError(`${quote(changed.path)} was changed after the checkpoint ${quote(path)} was saved: ${remedy}`);
  if (inputs.length !== state.inputs.length) {
    throw new CheckError(`the checkpoint ${quote(path)} belongs to a run with other inputs: ${remedy}`);
  }
  // Last, because the fingerprint also covers the format of each input.
  if (state.fingerprint !== fingerprint) {
    throw new CheckError(`the checkpoint ${quote(path)} belongs to a run with other keys or options: ${remedy}`);
  }
}
