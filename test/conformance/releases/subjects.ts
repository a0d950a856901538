import type { SubjectName } from "./known.js";
import { miniflare } from "./miniflare/subject.js";
import { goSdk } from "./sdks/go.js";
import { pythonSdk } from "./sdks/python.js";
import { typescriptSdk } from "./sdks/typescript.js";
import type { Subject } from "./subject.js";
import { workerd } from "./workerd/subject.js";

/** Everything that has releases. */
export const SUBJECTS: Readonly<Record<SubjectName, Subject>> = {
  workerd,
  miniflare,
  "sdk-typescript": typescriptSdk,
  "sdk-python": pythonSdk,
  "sdk-go": goSdk,
};
