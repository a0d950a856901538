import { gunzipSync } from "node:zlib";
import { boundArrays } from "./bound-arrays.js";
import type { SchemaElement } from "./column.js";
import type { PackageUrls } from "./messages.js";

/** What a Parquet file's footer says, as far as it is used here. */
export interface ParquetMetadata {
  readonly schema: readonly SchemaElement[];
  readonly num_rows: bigint;
  readonly row_groups: readonly RowGroup[];
}

/** Consecutive rows, column by column. */
export interface RowGroup {
  readonly num_rows: bigint;
  readonly columns: readonly { readonly meta_data?: { readonly path_in_schema: readonly string[] } }[];
}

/** Reads stretches of a file. */
export interface FileBytes {
  readonly byteLength: number;
  slice(start: number, end?: number): Promise<ArrayBuffer>;
}

/** Consecutive rows, counted from 0. */
export interface RowRange {
  readonly rowStart: number;
  readonly rowEnd: number;
}

/** What reads Parquet files. Not the types of the package: our declarations must compile where it isn't installed. */
export interface ParquetPackage {
  /** Reads the footer of a file. */
  readMetadata(file: FileBytes): Promise<ParquetMetadata>;
  /** Prepares to read the only column that metadata tells of. */
  scan(
    file: FileBytes,
    metadata: ParquetMetadata,
  ): Promise<{ readonly ranges: readonly RowRange[]; read(rows: RowRange): Promise<ArrayLike<unknown>> }>;
}

/**
 * Loads what reads Parquet files, for a thread that does nothing else: from here on, arrays have bounds.
 * @param urls where the packages are
 */
export async function loadParquet(urls: PackageUrls): Promise<ParquetPackage> {
  // Trust boundary: the modules are those of the packages of these names.
  const { parquetMetadataAsync, parquetScan } = (await import(urls.hyparquet)) as typeof import("hyparquet");
  const { compressors } = (await import(urls.compressors)) as typeof import("hyparquet-compressors");
  const refill = boundArrays();
  // Text stays bytes, as it is in the file: it becomes text in one place for all formats.
  const parsers = { stringFromBytes: (bytes: Uint8Array) => bytes, jsonFromBytes: (bytes: Uint8Array) => bytes };
  const unpack = {
    ...compressors,
    GZIP: (packed: Uint8Array, size: number) => gunzipSync(packed, { maxOutputLength: Math.max(1, size) }),
  };
  return {
    readMetadata: (file) => parquetMetadataAsync(file, { geoparquet: false }),
    async scan(file, metadata) {
      const scan = await parquetScan({
        file,
        // Trust boundary: it is what `readMetadata` gave, with fewer columns.
        metadata: metadata as Awaited<ReturnType<typeof parquetMetadataAsync>>,
        compressors: unpack,
        parsers,
        utf8: false,
        useOffsetIndex: false,
      });
      const column = metadata.schema[1].name;
      const read = (rows: RowRange) => {
        refill();
        return scan.readColumn({ column, ...rows });
      };
      return { ranges: scan.ranges, read };
    },
  };
}
