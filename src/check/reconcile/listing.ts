/** A namespace of a listing. */
export interface ListedNamespace {
  /** What {@link Listing.objects} takes. */
  readonly id: string;
  /** What it is called; by default `<script>_<class>`. */
  readonly name?: string | undefined;
  /** The worker that has the class. */
  readonly script: string;
  /** The class's name. */
  readonly class: string;
}

/** An object of a listing. */
export interface ListedObject {
  /** 64 lower-case hex digits. */
  readonly id: string;
  /** Whether the object has stored anything; `null` if it isn't known. */
  readonly hasStoredData: boolean | null;
}

/** A page of namespaces. */
export interface ListedNamespaces {
  /** The namespaces; none beyond the last page. */
  readonly namespaces: readonly ListedNamespace[];
}

/** A page of objects. */
export interface ListedObjectPage {
  /** The objects, in the order of their IDs. */
  readonly objects: readonly ListedObject[];
  /** Whether there are more after them. */
  readonly more: boolean;
}

/** Namespaces and their objects: the part of a `Directory` of `durable-id/directory` that {@link reconcile} needs. */
export interface Listing {
  /**
   * A page of the namespaces.
   * @param request which page, from 1, and of how many
   * @returns the page
   */
  namespaces(request: { readonly page: number; readonly perPage: number }): Promise<ListedNamespaces>;
  /**
   * A page of the objects of a namespace, in the order of their IDs.
   * @param namespace the namespace's id
   * @param request after which ID, and how many at most
   * @returns the page; `undefined` for an unknown namespace
   */
  objects(
    namespace: string,
    request: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<ListedObjectPage | undefined>;
  /**
   * Whether all namespaces are listed: `false` from the start of a copy to its end. A listing without this method is
   * always complete. A namespace that is listed always has all of its objects.
   */
  isComplete?(): Promise<boolean> | boolean;
}
