import type { ApiFault } from "./faults.js";

/** Headers of all answers: JSON, not to be cached, not to be interpreted as another type. */
const HEADERS = {
  "content-type": "application/json",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
} as const;

/** A list, in the envelope that the SDKs expect. */
export function listResponse(result: readonly object[], resultInfo: object): Response {
  return jsonResponse(200, { success: true, errors: [], messages: [], result, result_info: resultInfo });
}

/** A fault, in the same envelope. The SDKs throw because of the status, and use the rest only for the message. */
export function faultResponse(fault: ApiFault): Response {
  return jsonResponse(fault.status, faultEnvelope(fault), fault.headers);
}

/** The envelope of a fault, for answers that are not a `Response`. */
export function faultEnvelope({ entry }: ApiFault): object {
  return { success: false, errors: [entry], messages: [], result: null };
}

/** Any JSON. */
export function jsonResponse(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { ...HEADERS, ...headers } });
}
