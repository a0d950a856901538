import type { Release } from "../subject.js";

/** Every minor of Miniflare 3, 4 and 5 that is a month or two from the one before. */
export const RELEASES: readonly Release[] = [];
