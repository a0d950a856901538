import type { Release } from "../subject.js";

/** Two years of workerd: a release a month or so, and one on each side of most changes. */
export const RELEASES: readonly Release[] = [{ version: "1.20241106.1" }];
