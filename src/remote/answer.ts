import { type CodedError, ErrorCode, plainError } from "../format/errors.js";
import { quote } from "../text/printable.js";
import { Unavailable } from "./fault.js";
import { isRecord, parseRecord } from "./json.js";
import type { Answer } from "./request.js";
import { retryAfter } from "./retry.js";

/** Characters of an answer that an error shows. */
const SHOWN = 120;
/** Milliseconds to wait where a server that limits requests doesn't say: Cloudflare blocks a client for five minutes. */
const PAUSE_OF_A_LIMIT = 45_000;
/** Cloudflare's codes of credentials that are missing or malformed; its status is 400 too. */
const CREDENTIAL_CODES = [6003, 9106, 10000];

/** A successful answer, as far as every list has the same envelope. */
export interface ListAnswer {
  readonly result: readonly unknown[];
  readonly info: Readonly<Record<string, unknown>>;
}

/** What an error about an answer may say. */
export interface AnswerContext {
  /** What was asked for, without the query: `GET https://…`. */
  readonly request: string;
  /** Whether a cursor was sent, which may be what the server refuses. */
  readonly sentCursor: boolean;
  /** Hides the credentials in what a server sends back. */
  redact(text: string): string;
}

/**
 * Takes the envelope of a list apart. Trust boundary: what isn't the documented envelope gets no further.
 * @throws Unavailable for a failure that may pass; Error (`ERR_DO_LISTING_REFUSED`, `ERR_DO_LISTING_CURSOR`,
 * `ERR_DO_LISTING_ANSWER`)
 */
export function readListAnswer(answer: Answer, context: AnswerContext): ListAnswer {
  const { status, headers } = answer;
  if (status === 0 || (status >= 300 && status < 400)) throw redirectError(answer, context);
  const envelope = parseRecord(answer.text);
  const errors = envelope && errorsOf(envelope);
  if (status === 408 || status === 429 || status >= 500) {
    const pause = retryAfter(headers) ?? (status === 429 ? PAUSE_OF_A_LIMIT : 0);
    // Never without a pause: one that grows takes the place of none.
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

/** An answer that isn't what the API's documentation says. `fault` says what is wrong with it. */
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
    `${request}: redirects to ${quote(redact(origin))} (status ${status}), and redirects are not followed: the token is only sent to the given address.`,
  );
}

/** The status, and what the server says. */
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

/** The errors of an envelope and those that explain them, a few of each. */
function errorsOf({ errors }: Readonly<Record<string, unknown>>): ApiError[] {
  const list: unknown[] = Array.isArray(errors) ? errors.slice(0, 3) : [];
  return list
    .filter(isRecord)
    .flatMap(({ code, message, error_chain: chain }) => [
      ...(typeof code === "number" && typeof message === "string" ? [{ code, message }] : []),
      ...(Array.isArray(chain) ? errorsOf({ errors: chain.map((each) => ({ ...each, error_chain: undefined })) }) : []),
    ]);
}
