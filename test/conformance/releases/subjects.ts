import { miniflare } from "./miniflare/subject.js";
import { goSdk } from "./sdks/go.js";
import { pythonSdk } from "./sdks/python.js";
import { typescriptSdk } from "./sdks/typescript.js";
import type { Subject } from "./subject.js";
import { workerd } from "./workerd/subject.js";

/** Everything that has releases, in the order in which it is asked. */
export const SUBJECTS: readonly Subject[] = [workerd, miniflare, typescriptSdk, pythonSdk, goSdk];
