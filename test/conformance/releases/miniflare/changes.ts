import type { Change } from "../subject.js";

export const CHANGES: readonly Change[] = [];
