/** A namespace of the listing. */
export interface Namespace {
  readonly id: string;
  readonly script: string;
  readonly class: string;
  /** `null` if unknown. */
  readonly useSqlite: boolean | null;
  /** `null` if the key is secret and stays on the server, or if the namespace was copied without its key. */
  readonly uniqueKey: string | null;
  /** Codes by name. */
  readonly jurisdictions: Readonly<Record<string, number>>;
}

/** An object of the listing. */
export interface Listed {
  readonly id: string;
  /** `null` if unknown. */
  readonly hasStoredData: boolean | null;
}

/** Objects in the order of their IDs, and the IDs at which the previous and next pages start. */
export interface ObjectsPage {
  readonly objects: readonly Listed[];
  readonly previous: string | null;
  readonly next: string | null;
}

/** The number of objects before a place, and of all objects. */
export interface Position {
  readonly before: number;
  readonly total: number;
}

/** An unsuccessful answer, with the server's message. */
export class RequestError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }

  /** Whether the server refused the token. */
  get isTokenRefused(): boolean {
    return this.status === 401 || this.status === 400;
  }
}

/** Sends requests to the server, with the token. */
export class Client {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  /** @returns all namespaces, by script and class */
  async namespaces(): Promise<readonly Namespace[]> {
    const { namespaces } = (await this.#get("/page/namespaces", {})) as { namespaces: Namespace[] };
    return namespaces.sort((a, b) => a.script.localeCompare(b.script) || a.class.localeCompare(b.class));
  }

  /** The objects from an ID, or its first digits, on. */
  async objects(namespace: string, from: string): Promise<ObjectsPage> {
    return (await this.#get("/page/objects", { namespace, from })) as ObjectsPage;
  }

  /** Slower than the objects, because they are counted. */
  async position(namespace: string, from: string): Promise<Position> {
    return (await this.#get("/page/position", { namespace, from })) as Position;
  }

  /**
   * Finds an ID in the listing.
   * @param namespace the namespace to search; without it, all namespaces with a secret key
   * @returns the id of the namespace that lists it; `null` if none does
   */
  async whereListed(id: string, namespace: string | undefined): Promise<string | null> {
    const query = namespace === undefined ? { id } : { id, namespace };
    return ((await this.#get("/page/listed", query)) as { namespace: string | null }).namespace;
  }

  async #get(path: string, query: Readonly<Record<string, string>>): Promise<unknown> {
    const url = `${path}?${new URLSearchParams(query)}`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${this.#token}` } }).catch(() => {
      throw new Error("Can't reach the server.");
    });
    const body: unknown = await response.json().catch(() => undefined);
    if (response.ok && body !== undefined) return body;
    const { errors } = (body ?? {}) as { errors?: readonly { message: string }[] };
    throw new RequestError(
      response.status,
      errors?.[0]?.message ?? `The server answered with status ${response.status}.`,
    );
  }
}
