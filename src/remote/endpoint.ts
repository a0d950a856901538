import { RemoteFault } from "./fault.js";

const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Parses the URL of a verdict handler, or of a listing API.
 * @param allowHttp whether to allow http for other hosts than this machine, which exposes the token to the network
 * @throws RemoteFault for anything else
 */
export function parseEndpoint(text: string, allowHttp: boolean): URL {
  if (!URL.canParse(text)) throw new RemoteFault("it must be a URL that begins with https://");
  const url = new URL(text);
  const { protocol, hostname, username, password } = url;
  if (protocol !== "https:" && protocol !== "http:") throw new RemoteFault("its scheme must be https");
  if (username !== "" || password !== "") throw new RemoteFault("it must not have a user name or a password");
  if (protocol === "http:" && !allowHttp && !LOOPBACK.test(hostname)) {
    throw new RemoteFault("its scheme must be https, because every request contains the token");
  }
  url.hash = "";
  return url;
}

/** The name of a URL in messages and checkpoints: without its query, which may be private. */
export function nameOf({ origin, pathname }: URL): string {
  return origin + pathname;
}
