import { gunzipSync } from "node:zlib";
import { boundArrays } from "./bound-arrays.js";
import type { SchemaElement } from "./column.js";
import type { PackageUrls } from "./messages.js";

/** The footer of a Parquet file, with the fields that are used here. */
export interface ParquetMetadata {
  readonly schema: readonly SchemaElement[];
  readonly num_rows: bigint;
  readonly row_groups: readonly RowGroup[];
}

/** Consecutive rows, stored column by column. */
export interface RowGroup {
  readonly num_rows: bigint;
  readonly columns: readonly { readonly meta_data?: { readonly path_in_schema: readonly string[] } }[];
}

/** Reads ranges of a file. */
export interface FileBytes {
  readonly byteLength: number;
  slice(start: number, end?: number): Promise<ArrayBuffer>;
}

/** Consecutive rows, counted from 0. */
export interface RowRange {
  readonly rowStart: number;
  readonly rowEnd: number;
}

/** The functions that read Parquet files. Declared here, because our types must compile where the package isn't installed. */
export interface ParquetPackage {
  /** Reads the footer of a file. */
  readMetadata(file: FileBytes): Promise<ParquetMetadata>;
  /** Prepares to read the only column in the metadata. */
  scan(
    file: FileBytes,
    metadata: ParquetMetadata,
  ): Promise<{ readonly ranges: readonly RowRange[]; read(rows: RowRange): Promise<ArrayLike<unknown>> }>;
}

/**
 * Loads the packages that read Parquet files. Call it only in a thread that does nothing else, since it bounds all arrays.
 * @param urls where the packages are
 */
export async function loadParquet(urls: PackageUrls): Promise<ParquetPackage> {
  // Trust boundary: these URLs are those of the packages of these names.
  const { parquetMetadataAsync, parquetScan } = (await import(urls.hyparquet)) as typeof import("hyparquet");
  const { compressors } = (await import(urls.compressors)) as typeof import("hyparquet-compressors");
  const refill = boundArrays();
  // Text stays bytes: for all formats, it is decoded in one place.
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
        // Trust boundary: this is what `readMetadata` returned, with fewer columns.
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
