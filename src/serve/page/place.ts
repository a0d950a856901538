/** The place that the page shows. It is stored in the address after the `#`, which browsers never send to a server. */
export interface Place {
  /** The namespace's id; `undefined` for the first one. */
  readonly namespace: string | undefined;
  /** The ID, or its first digits, at which the list starts; empty for the first object. */
  readonly from: string;
}

/** The place in the current address. */
export function currentPlace(): Place {
  const params = new URLSearchParams(location.hash.slice(1));
  return { namespace: params.get("namespace") ?? undefined, from: parseStart(params.get("from") ?? "") ?? "" };
}

/** The address of a place, for a link. */
export function addressOf(namespace: string, from: string): string {
  return `#${new URLSearchParams({ namespace, ...(from && { from }) })}`;
}

/** The digits of an ID that a user typed; `undefined` for anything else. */
export function parseStart(text: string): string | undefined {
  const digits = text.trim().toLowerCase();
  return /^[0-9a-f]{0,64}$/.test(digits) ? digits : undefined;
}
