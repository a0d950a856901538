import type { Outcome } from "../cli/in-process.js";
import { requireTrue } from "./require.js";

/** Fails for an exit code that is not allowed, a refusal without a message, and an exception that got through. */
export function requireExitCode({ code, stderr }: Outcome, allowed: readonly number[]): void {
  requireTrue(!/internal error|^\s+at .*:\d+:\d+/m.test(stderr), `no exception: ${stderr}`);
  requireTrue(allowed.includes(code), `exit code ${code} is one of ${allowed}: ${stderr}`);
  if (code === 2) requireTrue(/^durable-id: [^\n]+\n/m.test(stderr), `a message for exit code 2: ${stderr}`);
}
