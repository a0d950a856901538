import { resolve } from "node:path";
import { quote } from "../../text/printable.js";
import { CheckError } from "../errors.js";
import type { Input } from "../inputs/input.js";
import type { CheckpointState, InputIdentity } from "./state.js";

/** The inputs as they are now; refused where one can't be read again from where a run stopped. */
export function identitiesOf(inputs: readonly Input[]): InputIdentity[] {
  return inputs.map(({ name, path, file }) => {
    if (path === undefined || file === undefined) {
      throw new CheckError(`--checkpoint needs files, and ${quote(name)} can't be read a second time`);
    }
    const { size, mtimeMs, ino } = file;
    return { path: resolve(path), size, mtimeMs, ino };
  });
}

/** Refuses to go on where the run would be another one. */
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
    throw new CheckError(`${quote(changed.path)} is not what it was at the checkpoint ${quote(path)}: ${remedy}`);
  if (inputs.length !== state.inputs.length) {
    throw new CheckError(`the checkpoint ${quote(path)} is of other inputs: ${remedy}`);
  }
  // Last, because the fingerprint also covers the format of each input.
  if (state.fingerprint !== fingerprint) {
    throw new CheckError(`the checkpoint ${quote(path)} is of other keys or options: ${remedy}`);
  }
}
