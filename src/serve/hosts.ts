import { isIP } from "node:net";
import { faultResponse } from "../rest/envelope.js";
import { ApiFault } from "../rest/faults.js";
import { escapeControls, quote } from "../text/printable.js";
import type { Handler } from "./http.js";

/**
 * Answers only requests for a host that is the server's own. Trust boundary: a web page whose name is made to resolve to
 * this machine (DNS rebinding) could otherwise send requests here from its visitor's browser, and read the answers. They
 * carry the page's name as their host. An IP address as the host can't come from such a page.
 * @param names allowed besides `localhost`, the names below it and IP addresses
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

/** Whether only this machine reaches an IP address. */
export function isLoopback(address: string): boolean {
  return address === "::1" || /^(::ffff:)?127\./.test(address);
}

/** What a person should know about an address that other machines reach. */
export function exposureWarning(address: string): string {
  return (
    `warning: other machines can reach ${escapeControls(address)}, and the token is sent unencrypted: ` +
    "listen on 127.0.0.1 behind a proxy with TLS"
  );
}

function unbracketed(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "");
}
