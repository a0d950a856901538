import type { Change } from "../subject.js";

export const TYPESCRIPT_CHANGES: readonly Change[] = [];
export const PYTHON_CHANGES: readonly Change[] = [];
export const GO_CHANGES: readonly Change[] = [];
