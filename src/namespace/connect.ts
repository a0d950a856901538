import { argumentError, plainError, typeError } from "../format/errors.js";
import { checkedGetOptions, isOptions } from "./get-options.js";
import type { DurableObjectId } from "./id.js";
import type { GetOptions } from "./options.js";
import type { NamespaceState } from "./state.js";
import { accepts, codeHere, refusalError } from "./validity.js";

/** The common part of `get` and `getByName`: options are checked first, as in workerd. */
export function stubOf<Stub>(
  state: NamespaceState<Stub>,
  method: string,
  id: DurableObjectId,
  options: GetOptions | null | undefined,
): Stub {
  if (!isOptions(options)) throw argumentError(method, "DurableObjectNamespace", 2, "GetDurableObjectOptions");
  const checkedOptions = checkedGetOptions(options);
  const code = codeHere(state, id);
  if (code < 0) throw refusalError(code);
  if (!accepts(state, code)) {
    throw typeError(
      "ERR_DO_ID_JURISDICTION",
      "get called on jurisdictional subnamespace with an ID from a different jurisdiction",
    );
  }
  if (state.connect === undefined) {
    throw plainError(
      "ERR_DO_NO_CONNECT",
      "This namespace can't reach objects: pass `connect: (id, options) => stub` to its constructor.",
    );
  }
  return state.connect(id, checkedOptions);
}
