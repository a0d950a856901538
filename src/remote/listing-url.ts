import { parseEndpoint } from "./endpoint.js";
import { RemoteFault } from "./fault.js";

/** Cloudflare's own API. */
export const CLOUDFLARE_API = "https://api.cloudflare.com/client/v4";

/**
 * The address of a listing API, without a slash at its end.
 * @param allowHttp whether other hosts than this machine may be asked without encryption
 * @throws RemoteFault for an address that can't be one
 */
export function parseBaseUrl(text: string, allowHttp: boolean): string {
  const url = parseEndpoint(text, allowHttp);
  if (url.search !== "") throw new RemoteFault("it must not have a query");
  return url.href.replace(/\/+$/, "");
}
