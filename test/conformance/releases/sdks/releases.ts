import type { Release } from "../subject.js";

export const TYPESCRIPT_RELEASES: readonly Release[] = [];
export const PYTHON_RELEASES: readonly Release[] = [];
export const GO_RELEASES: readonly Release[] = [];
