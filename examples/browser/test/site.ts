import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { type PreviewServer, preview } from "vite";

/** A policy that allows only what the page needs. It forbids compiling WebAssembly. */
export const STRICT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'";
/** The same, but with WebAssembly. */
export const WASM_POLICY = STRICT_POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'");

/** Serves the output of `vite build`, optionally with a policy. */
export async function startSite(policy?: string): Promise<{ url: string; server: PreviewServer }> {
  const headers = policy === undefined ? {} : { "content-security-policy": policy };
  const server = await preview({ preview: { host: "127.0.0.1", port: 0, headers }, logLevel: "warn" });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error("The site has no address.");
  return { url, server };
}

/** Debian's Chromium, or the one at the path in CHROMIUM. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) {
    throw new Error(`There is no ${executablePath}: apt-get install chromium, or set CHROMIUM to the path of one.`);
  }
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
}
