import type { Release } from "../subject.js";

/** The last minor of each major version of npm `cloudflare` since 3.5, and some in between. */
export const TYPESCRIPT_RELEASES: readonly Release[] = [
  { version: "3.5.0" },
  { version: "4.0.0" },
  { version: "4.2.0" },
  { version: "4.5.0" },
  { version: "5.0.0" },
  { version: "5.2.0" },
  { version: "6.0.0" },
  { version: "6.3.0" },
  { version: "6.5.0" },
  { version: "7.0.0" },
  { version: "7.2.0" },
  { version: "7.3.0" },
];

/** PyPI `cloudflare`, from the first release that has Durable Objects. */
export const PYTHON_RELEASES: readonly Release[] = [
  { version: "2.9.10" },
  { version: "2.11.7" },
  { version: "2.14.3" },
  { version: "2.20.0" },
  { version: "3.0.0" },
  { version: "3.1.1" },
  { version: "4.0.0" },
  { version: "4.3.1" },
  { version: "5.0.0" },
  { version: "5.4.0" },
  { version: "5.8.0" },
  { version: "5.9.0", isInGate: true },
];

/** Go's `cloudflare-go` since 2.0, as far as the module proxy has it. */
export const GO_RELEASES: readonly Release[] = [
  { version: "2.0.0" },
  { version: "2.4.0" },
  { version: "3.1.0" },
  { version: "4.0.0" },
  { version: "4.6.0" },
  { version: "5.0.0" },
  { version: "5.1.0" },
  { version: "6.0.0" },
  { version: "6.10.0" },
  { version: "7.4.0" },
  { version: "7.9.0" },
];
