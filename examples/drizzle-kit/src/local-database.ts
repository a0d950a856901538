import { localObject } from "durable-id/local";

/** An entry of `d1_databases` in wrangler's configuration. */
export interface D1Binding {
  binding: string;
  database_id?: string | undefined;
  preview_database_id?: string | undefined;
}

/**
 * The file of a D1 database of `wrangler dev`, relative to the project's folder. wrangler names a database by its
 * `preview_database_id`, else its `database_id`, else its binding; Miniflare keeps it in an object of that name.
 */
export function localDatabaseFile({ binding, database_id, preview_database_id }: D1Binding): string {
  const { path } = localObject({ kind: "d1", id: preview_database_id ?? database_id ?? binding });
  return `.wrangler/state/v3/${path}`;
}
