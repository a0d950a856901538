import { execFile, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const VENV = `${ROOT}.venv/`;

/** Makes a virtual environment with the packages of a requirements file, if it doesn't exist. */
export function installPython(requirements: string): void {
  if (!existsSync(`${VENV}bin/pip`)) execFileSync("python3", ["-m", "venv", VENV], { stdio: "inherit" });
  const args = ["install", "--quiet", "--disable-pip-version-check", "--requirement", `${ROOT}${requirements}`];
  execFileSync(`${VENV}bin/pip`, args, { stdio: "inherit" });
}

/** The output of a program in the virtual environment; rejects if it fails. */
export async function runInVenv(
  program: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<string> {
  const options = { cwd: ROOT, env: { ...process.env, ...env }, maxBuffer: 1 << 28 };
  return (await promisify(execFile)(`${VENV}bin/${program}`, [...args], options)).stdout;
}
