import { parseEndpoint } from "./endpoint.js";
import { RemoteFault } from "./fault.js";

/** Cloudflare's own API. */
export const CLOUDFLARE_API = "https://api.cloudflare.com/client/v4";

/**
 * Parses the address of a listing API; the result has no slash at its end.
 * @param allowHttp whether to allow http for other hosts than this machine
 * @throws RemoteFault for an invalid address
 */
export function parseBaseUrl(text: string, allowHttp: boolean): string {
  const url = parseEndpoint(text, allowHttp);
  if (url.search !== "") throw new RemoteFault("it must not have a query");
  return url.href.replace(/\/+$/, "");
}
