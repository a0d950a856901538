/** A namespace of a listing. */
export interface ListedNamespace {
  /** The id to pass to {@link Listing.objects}. */
  readonly id: string;
  /** Its name; by default `<script>_<class>`. */
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
  /** Whether the object has stored any data; `null` if unknown. */
  readonly hasStoredData: boolean | null;
}

/** A page of namespaces. */
export interface ListedNamespaces {
  /** The namespaces; empty after the last page. */
  readonly namespaces: readonly ListedNamespace[];
}

/** A page of objects. */
export interface ListedObjectPage {
  /** The objects, in the order of their IDs. */
  readonly objects: readonly ListedObject[];
  /** Whether there are more objects after these. */
  readonly more: boolean;
}

/** Namespaces and their objects: the methods of a `Directory` of `durable-id/directory` that {@link reconcile} needs. */
export interface Listing {
  /**
   * Returns a page of namespaces.
   * @param request the number of the page, from 1, and the namespaces in a page
   * @returns the page
   */
  namespaces(request: { readonly page: number; readonly perPage: number }): Promise<ListedNamespaces>;
  /**
   * Returns a page of the objects of a namespace, in the order of their IDs.
   * @param namespace the namespace's id
   * @param request the ID after which the page starts, and the maximum number of objects
   * @returns the page; `undefined` for an unknown namespace
   */
  objects(
    namespace: string,
    request: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<ListedObjectPage | undefined>;
  /**
   * Returns whether all namespaces are listed: `false` while a copy is in progress. A listing without this method is
   * always complete. A listed namespace always has all of its objects.
   */
  isComplete?(): Promise<boolean> | boolean;
}
