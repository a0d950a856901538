/** Cloudflare's own API. */
export const CLOUDFLARE_API = "https://api.cloudflare.com/client/v4";

/** Names and addresses that lead to this machine. */
const LOOPBACK = /^(localhost|[^.]+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * What is wrong with the address of a service that a token is sent to: it must be encrypted, unless it stays on this machine.
 * @returns what completes "must be …"; `undefined` if all is well
 */
export function serviceUrlFault(address: string): string | undefined {
  if (!URL.canParse(address)) return "a URL that begins with https://";
  const { protocol, hostname, username, password, search, hash } = new URL(address);
  if (username !== "" || password !== "") return "a URL without a user name and a password";
  if (search !== "" || hash !== "") return "a URL without a query and a fragment";
  if (protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname))) return undefined;
  return "a URL that begins with https:// (http:// only for localhost, 127.0.0.1 and [::1]: a token would be sent unencrypted)";
}
