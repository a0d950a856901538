import { execFile, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";

const VENV = resolve(".venv");

/** Makes a virtual environment, if it is missing, and installs the packages of a requirements file into it. */
export function installPython(requirements: string): void {
  pipInstall("--requirement", requirements);
}

/** Installs a package into a folder, for `PYTHONPATH`. */
export function installPythonInto(folder: string, ...requirements: readonly string[]): void {
  pipInstall("--no-compile", "--target", folder, ...requirements);
}

function pipInstall(...args: readonly string[]): void {
  makeVenv();
  const options = ["install", "--quiet", "--disable-pip-version-check"];
  execFileSync(`${VENV}/bin/pip`, [...options, ...args], { stdio: "inherit" });
}

function makeVenv(): void {
  if (!existsSync(`${VENV}/bin/pip`)) execFileSync("python3", ["-m", "venv", VENV], { stdio: "inherit" });
}

/** What a program of the virtual environment prints; rejects where it fails. */
export async function runInVenv(
  program: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<string> {
  makeVenv();
  const options = { env: { ...process.env, ...env }, maxBuffer: 1 << 28 };
  return (await promisify(execFile)(`${VENV}/bin/${program}`, [...args], options)).stdout;
}
