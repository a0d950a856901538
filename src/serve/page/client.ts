/** A namespace as the listing API has it. */
export interface Namespace {
  readonly id: string;
  readonly class: string;
  readonly script: string;
  readonly use_sqlite: boolean | null;
}

/** An object as the listing API has it. */
export interface Listed {
  readonly id: string;
  readonly hasStoredData: boolean;
}

/** What the page needs beside the API: which account to ask about, and the keys that are no secrets. */
export interface PageFacts {
  readonly accountId: string;
  /** By the namespace's id; `uniqueKey` is `null` where the key is secret, and stays on the server. */
  readonly keys: readonly {
    readonly id: string;
    readonly uniqueKey: string | null;
    readonly jurisdictions: Readonly<Record<string, number>>;
  }[];
}

interface Envelope<Item> {
  readonly errors: readonly { readonly message: string }[];
  readonly result: readonly Item[] | null;
  readonly result_info?: { readonly cursor?: string };
}

/** An answer that is a refusal, in the server's words. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The server, asked with a token as any client asks it. */
export class Client {
  readonly #token: string;
  #account = "";

  constructor(token: string) {
    this.#token = token;
  }

  /** To be asked first: it tells the account, too. */
  async facts(): Promise<PageFacts> {
    const facts = (await this.#get("/page/facts")) as PageFacts;
    this.#account = facts.accountId;
    return facts;
  }

  async namespaces(): Promise<readonly Namespace[]> {
    const { result } = (await this.#get(this.#path("namespaces"))) as Envelope<Namespace>;
    return result ?? [];
  }

  /** A page of objects, and the cursor of the next; empty after the last. */
  async objects(
    namespace: string,
    cursor: string,
    limit: number,
  ): Promise<{ objects: readonly Listed[]; next: string }> {
    const query = new URLSearchParams({ limit: String(limit), ...(cursor && { cursor }) });
    const path = this.#path(`namespaces/${encodeURIComponent(namespace)}/objects?${query}`);
    const { result, result_info } = (await this.#get(path)) as Envelope<Listed>;
    return { objects: result ?? [], next: result_info?.cursor ?? "" };
  }

  #path(rest: string): string {
    return `/client/v4/accounts/${this.#account}/workers/durable_objects/${rest}`;
  }

  async #get(path: string): Promise<unknown> {
    const response = await fetch(path, { headers: { authorization: `Bearer ${this.#token}` } });
    const body: unknown = await response.json();
    if (response.ok) return body;
    throw new Refused(response.status, (body as Envelope<never>).errors[0]?.message ?? `Status ${response.status}`);
  }
}
