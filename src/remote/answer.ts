import { type CodedError, ErrorCode, plainError } from "../format/errors.js";
import { quote } from "../text/printable.js";
import { Unavailable } from "./fault.js";
import { isRecord, parseRecord } from "./json.js";
import type { Answer } from "./request.js";
import { retryAfter } from "./retry.js";

/** The maximum number of characters of an answer that an error shows. */
const SHOWN = 120;
/** Milliseconds to wait if a rate-limited answer has no retry-after: Cloudflare blocks a client for five minutes. */
const PAUSE_OF_A_LIMIT = 45_000;
/** Cloudflare's codes for missing or malformed credentials, whose status can also be 400. */
const CREDENTIAL_CODES = [6003, 9106, 10000];

/** A successful answer, with the parts of the envelope that all lists share. */
export interface ListAnswer {
  readonly result: readonly unknown[];
  readonly info: Readonly<Record<string, unknown>>;
}

/** The context of an answer, for its errors. */
export interface AnswerContext {
  /** The request, without the query: `GET https://…`. */
  readonly request: string;
  /** Whether a cursor was sent, which the server may have refused. */
  readonly sentCursor: boolean;
  /** Hides the credentials in a text from the server. */
  redact(text: string): string;
}

/**
 * Reads the envelope of a list. Trust boundary: anything but the documented envelope is refused.
 * @throws Unavailable for a failure that may be temporary; Error (`ERR_DO_LISTING_REFUSED`, `ERR_DO_LISTING_CURSOR`,
 * `ERR_DO_LISTING_ANSWER`)
 */
export function readListAnswer(answer: Answer, context: AnswerContext): ListAnswer {
  const { status, headers } = answer;
  if (status === 0 || (status >= 300 && status < 400)) throw redirectError(answer, context);
  const envelope = parseRecord(answer.text);
  const errors = envelope && errorsOf(envelope);
  if (status === 408 || status === 429 || status >= 500) {
    const pause = retryAfter(headers) ?? (status === 429 ? PAUSE_OF_A_LIMIT : 0);
    // A pause of 0 is replaced by the growing default.
    throw new Unavailable(describe(answer, errors, context), pause || undefined);
  }
  const isGood = status === 200 && envelope?.success === true && !answer.isTooLong;
  if (isGood && Array.isArray(envelope.result)) {
    const { result, result_info: info } = envelope;
    return { result, info: isRecord(info) ? info : {} };
  }
  if (errors === undefined || errors.length === 0 || envelope?.success === true) throw answerError(answer, context);
  const isOfCredentials =
    status === 401 || status === 403 || errors.some(({ code }) => CREDENTIAL_CODES.includes(code));
  const isOfCursor = status === 400 && context.sentCursor && !isOfCredentials;
  const hint = isOfCredentials ? "; check the token, its permissions (Workers Scripts: Read) and the account" : "";
  const code = isOfCursor ? ErrorCode.listingCursor : ErrorCode.listingRefused;
  throw plainError(code, `${context.request}: ${describe(answer, errors, context)}${hint}.`);
}

/** The error for an answer that doesn't match the API's documentation. `fault` completes "the answer is …". */
export function answerError(answer: Answer, context: AnswerContext, fault = "not the documented envelope"): CodedError {
  const cut = answer.isTooLong ? ", too long" : "";
  const shown = quote(context.redact(answer.text), SHOWN);
  return plainError(
    ErrorCode.listingAnswer,
    `${context.request}: the answer is ${fault} (status ${answer.status}${cut}): ${shown}.`,
  );
}

function redirectError({ status, headers }: Answer, { request, redact }: AnswerContext): CodedError {
  const location = headers.get("location") ?? "";
  const base = request.replace(/^GET /, "");
  const origin = URL.canParse(location, base) ? new URL(location, base).origin : "an unknown address";
  return plainError(
    ErrorCode.listingRefused,
    `${request}: redirects to ${quote(redact(origin))} (status ${status}). Redirects are not followed, so that the token is only sent to the given address.`,
  );
}

/** The status, and the server's message. */
function describe(
  { status, text }: Answer,
  errors: readonly ApiError[] | undefined,
  { redact }: AnswerContext,
): string {
  const told = errors?.map(({ code, message }) => `${code} ${quote(redact(message), SHOWN)}`).join(", ");
  return `status ${status}: ${told || quote(redact(text), SHOWN)}`;
}

interface ApiError {
  readonly code: number;
  readonly message: string;
}

/** The errors of an envelope, with those in their chains, a few of each. */
function errorsOf({ errors }: Readonly<Record<string, unknown>>): ApiError[] {
  const list: unknown[] = Array.isArray(errors) ? errors.slice(0, 3) : [];
  return list
    .filter(isRecord)
    .flatMap(({ code, message, error_chain: chain }) => [
      ...(typeof code === "number" && typeof message === "string" ? [{ code, message }] : []),
      ...(Array.isArray(chain) ? errorsOf({ errors: chain.map((each) => ({ ...each, error_chain: undefined })) }) : []),
    ]);
}
