import { isIP } from "node:net";
import { faultResponse } from "../rest/envelope.js";
import { ApiFault } from "../rest/faults.js";
import { escapeControls, quote } from "../text/printable.js";
import type { Handler } from "./http.js";

/**
 * Accepts only requests whose host is that of this server. Trust boundary: a web page whose name resolves to this machine
 * (DNS rebinding) could otherwise send requests from its visitor's browser, and read the answers. The host of such requests
 * is the page's name, never an IP address.
 * @param names allowed in addition to `localhost`, its subdomains and IP addresses
 */
export function forOwnHosts(names: readonly string[], handler: Handler): Handler {
  const allowed = new Set(["localhost", ...names.map((name) => name.toLowerCase())]);
  return async (request) => {
    const { hostname } = new URL(request.url);
    const isOwn = allowed.has(hostname) || hostname.endsWith(".localhost") || isIP(unbracketed(hostname)) !== 0;
    return isOwn ? handler(request) : faultResponse(foreignHost(hostname));
  };
}

function foreignHost(hostname: string): ApiFault {
  const message = `Host ${quote(hostname)} is not allowed. Allowed: localhost, IP addresses, and names given with --allowed-host.`;
  return new ApiFault(421, { code: 10421, message });
}

/** Whether an IP address is reachable only from this machine. */
export function isLoopback(address: string): boolean {
  return address === "::1" || /^(::ffff:)?127\./.test(address);
}

/** The warning about an address that other machines can reach. */
export function exposureWarning(address: string): string {
  return (
    `warning: other machines can reach ${escapeControls(address)}, and the token is sent unencrypted: ` +
    "listen on 127.0.0.1 behind a proxy with TLS"
  );
}

function unbracketed(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "");
}
