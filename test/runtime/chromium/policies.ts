import { createHash } from "node:crypto";

/** A Content-Security-Policy, and what it does to WebAssembly. */
export interface Policy {
  readonly name: string;
  /** The header for a page with these scripts in it, not in files; none without a policy. */
  readonly header: (inlineScripts: readonly string[]) => string | undefined;
  readonly allowsWasm: boolean;
}

function scriptsOfOneself(more: readonly string[]): Policy["header"] {
  return (inlineScripts) => {
    const hashes = inlineScripts.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
    return `default-src 'self'; script-src ${["'self'", ...more, ...hashes].join(" ")}; img-src data:`;
  };
}

/** None, one that forbids WebAssembly, and one that doesn't. */
export const POLICIES: readonly Policy[] = [
  { name: "no policy", header: () => undefined, allowsWasm: true },
  { name: "a policy that forbids WebAssembly", header: scriptsOfOneself([]), allowsWasm: false },
  { name: "a policy that allows it", header: scriptsOfOneself(["'wasm-unsafe-eval'"]), allowsWasm: true },
];
