import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** What a program prints with these variables in its environment; rejects if it fails, or takes two minutes. */
export async function outputOf(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const options = { env: { ...process.env, ...env }, maxBuffer: 1 << 28, timeout: 120_000 };
  return (await promisify(execFile)(program, [...args], options)).stdout;
}
