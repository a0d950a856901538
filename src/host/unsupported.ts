import { type CodedError, ErrorCode, plainError } from "../format/errors.js";

/** The error for a feature of the platform that a host doesn't have. */
export function unsupported(member: string): CodedError {
  return plainError(
    ErrorCode.unsupported,
    `durable-id/host does not have ${member}. Test it in the real runtime, with @cloudflare/vitest-plugin or its older name, @cloudflare/vitest-pool-workers.`,
  );
}
