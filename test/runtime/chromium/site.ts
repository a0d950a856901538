import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

/** The content of a site. */
export interface Site {
  /** Where files are looked for, in this order. */
  readonly folders: readonly string[];
  /** The HTML of `/`; by default the file `index.html`. */
  readonly page?: string | undefined;
  /** The Content-Security-Policy of every answer, because web workers use the policy of their own script. */
  readonly policy: string | undefined;
}

/** A site that is served. */
export interface RunningSite {
  readonly url: string;
  stop(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".json": "application/json",
};

/** Serves a site on a free port, only for this machine. */
export async function serve({ folders, page, policy }: Site): Promise<RunningSite> {
  const server = createServer(({ url = "/" }, response) => {
    if (policy !== undefined) response.setHeader("content-security-policy", policy);
    const { pathname } = new URL(url, "http://localhost");
    if (pathname === "/" && page !== undefined) {
      response.setHeader("content-type", TYPES[".html"]).end(page);
      return;
    }
    const path = normalize(pathname === "/" ? "/index.html" : pathname);
    const file = folders
      .map((folder) => join(folder, path))
      .find((name) => existsSync(name) && statSync(name).isFile());
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () =>
      new Promise((stopped, failed) => {
        server.close((error) => (error ? failed(error) : stopped()));
        server.closeAllConnections();
      }),
  };
}
