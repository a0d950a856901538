export type { LabelledNamespace } from "../cli/keys.js";
