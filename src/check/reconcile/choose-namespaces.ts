import { quote } from "../../text/printable.js";
import { CheckError } from "../errors.js";
import type { ListedNamespace, Listing } from "./listing.js";

const PER_PAGE = 1000;
/** The maximum number of namespaces that an error names. */
const MOST_NAMED = 10;

/**
 * Selects namespaces of a listing, each once, in the order of the listing; by default all of them.
 * @param asked ids, or names as in the listing API: `<script>_<class>`
 * @throws CheckError for a namespace that is not listed, and for a name that several namespaces have
 */
export async function chooseNamespaces(
  listing: Listing,
  asked: readonly string[] | undefined,
): Promise<readonly ListedNamespace[]> {
  const all = await allNamespaces(listing);
  if (asked === undefined) return all;
  const chosen = new Set(asked.map((each) => namespaceOf(each, all)));
  return all.filter((namespace) => chosen.has(namespace));
}

async function allNamespaces(listing: Listing): Promise<ListedNamespace[]> {
  const all: ListedNamespace[] = [];
  for (let page = 1; ; page++) {
    const { namespaces } = await listing.namespaces({ page, perPage: PER_PAGE });
    all.push(...namespaces);
    if (namespaces.length < PER_PAGE) return all;
  }
}

function namespaceOf(asked: string, all: readonly ListedNamespace[]): ListedNamespace {
  const byId = all.find(({ id }) => id === asked);
  if (byId !== undefined) return byId;
  const named = all.filter(({ name, script, class: className }) => (name ?? `${script}_${className}`) === asked);
  if (named.length === 1) return named[0];
  if (named.length === 0) {
    throw new CheckError(`namespace ${quote(asked)} is not listed; the listing has ${inWords(all)}`);
  }
  throw new CheckError(`several namespaces have the name ${quote(asked)}; pass the id of one: ${inWords(named)}`);
}

function inWords(namespaces: readonly ListedNamespace[]): string {
  if (namespaces.length === 0) return "no namespaces";
  const shown = namespaces.slice(0, MOST_NAMED).map(({ id }) => quote(id));
  const rest = namespaces.length - shown.length;
  return shown.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
