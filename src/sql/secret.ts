import { ErrorCode, typeError } from "../format/errors.js";
import type { NamespaceState } from "../namespace/state.js";
import type { SqlOptions } from "./options.js";

/**
 * Keeps secret keys out of SQL, which databases log and display.
 * @throws TypeError (`ERR_DO_KEY`) for a namespace with a secret key, unless parameters are used or the caller allows it
 */
export function checkSecrets(states: readonly NamespaceState[], { parameters, allowSecretKey }: SqlOptions): void {
  if (parameters !== undefined || allowSecretKey === true || !states.some(({ isSecret }) => isSecret)) return;
  throw typeError(ErrorCode.key, "This SQL would reveal a secret key: pass parameters, or allowSecretKey.");
}
