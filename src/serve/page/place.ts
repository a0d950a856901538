/** What the page shows. It is kept in the address, after the `#`, which browsers never send. */
export interface Place {
  /** The namespace's id; `undefined`: the first one. */
  readonly namespace: string | undefined;
  /** The ID, or the first digits of one, that the list starts from; empty: from the first object. */
  readonly from: string;
}

/** The place that the address names. */
export function currentPlace(): Place {
  const params = new URLSearchParams(location.hash.slice(1));
  return { namespace: params.get("namespace") ?? undefined, from: parseStart(params.get("from") ?? "") ?? "" };
}

/** The address of a place, for a link. */
export function addressOf(namespace: string, from: string): string {
  return `#${new URLSearchParams({ namespace, ...(from && { from }) })}`;
}

/** Digits of an ID that a person typed; `undefined` for anything else. */
export function parseStart(text: string): string | undefined {
  const digits = text.trim().toLowerCase();
  return /^[0-9a-f]{0,64}$/.test(digits) ? digits : undefined;
}
