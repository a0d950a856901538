import { localObject } from "durable-id/local";

/** A D1 database as `d1_databases` of wrangler's configuration has it. */
export interface D1Binding {
  binding: string;
  database_id?: string | undefined;
  preview_database_id?: string | undefined;
}

/**
 * The file in which `wrangler dev` keeps a D1 database, from the project's folder on. wrangler calls a database by its
 * `preview_database_id`, else its `database_id`, else its binding; Miniflare keeps it in an object of that name.
 */
export function localDatabaseFile({ binding, database_id, preview_database_id }: D1Binding): string {
  const { path } = localObject({ kind: "d1", id: preview_database_id ?? database_id ?? binding });
  return `.wrangler/state/v3/${path}`;
}
