import type { ListedNamespace } from "../directory/copy.js";
import { ErrorCode, rangeError } from "../format/errors.js";
import { quote } from "../text/printable.js";

/** The maximum number of names in an error. */
const SHOWN = 10;

/**
 * Selects namespaces by their ids or names; all by default.
 * @throws RangeError (`ERR_DO_LISTING_NAMESPACE`) for an unknown name, and if there are no namespaces
 */
export function selectNamespaces(
  listed: readonly ListedNamespace[],
  {
    namespaces: names,
    allowEmpty = false,
  }: { namespaces?: readonly string[] | undefined; allowEmpty?: boolean | undefined },
): readonly ListedNamespace[] {
  if (names === undefined) {
    if (listed.length > 0 || allowEmpty) return listed;
    throw rangeError(ErrorCode.listingNamespace, "The account has no Durable Object namespaces.");
  }
  const isNamed = (name: string) => (each: ListedNamespace) => each.id === name || each.name === name;
  const missing = names.find((name) => !listed.some(isNamed(name)));
  if (missing === undefined) return listed.filter((each) => names.some((name) => isNamed(name)(each)));
  const known = listed.slice(0, SHOWN).map(({ name }) => quote(name));
  if (listed.length > SHOWN) known.push(`${listed.length - SHOWN} more`);
  const expected = known.length === 0 ? "it has none" : `it has ${known.join(", ")}`;
  throw rangeError(ErrorCode.listingNamespace, `The account has no namespace ${quote(missing)}: ${expected}.`);
}
