import { listNames } from "../../../../bulk/records/columns.js";
import { recordsError } from "../../../../bulk/records/records-error.js";

/** An element of a Parquet file's schema, with the fields that are used here. The schema is a tree, listed depth first. */
export interface SchemaElement {
  readonly name: string;
  readonly type?: string;
  readonly num_children?: number;
  readonly repetition_type?: string;
  readonly converted_type?: string;
  readonly logical_type?: { readonly type: string };
}

/** A column that holds values instead of other columns. */
export interface ParquetColumn {
  /** The names on the path to it; more than one within a struct. */
  readonly path: readonly string[];
  /** The schema elements on that path; the last is the column itself. */
  readonly elements: readonly SchemaElement[];
  /** Whether its values are text; otherwise they are arbitrary bytes. */
  readonly isText: boolean;
}

/** Annotations of columns whose bytes are text. */
const TEXT = ["UTF8", "STRING", "ENUM", "JSON"];

/**
 * Finds the column that holds the IDs.
 * @param schema the elements of the file's schema; the first is its root
 * @param field the column's name, or the path to it in a struct, with dots; optional if there is only one column
 * @throws Error (`ERR_DO_RECORDS`) if there is no such column, or if it can't hold IDs
 */
export function findParquetColumn(schema: readonly SchemaElement[], field: string | undefined): ParquetColumn {
  const columns = columnsOf(schema);
  const able = columns.filter((column) => refusalOf(column) === undefined);
  const list = listNames((able.length > 0 ? able : columns).map(nameOf));
  if (field === undefined && columns.length !== 1) {
    throw recordsError(`several columns: choose the one that holds the IDs (--field): ${list}`);
  }
  const found = field === undefined ? columns : columns.filter((column) => nameOf(column) === field);
  // A column whose own name has dots counts first.
  const [column] = found.sort((one, other) => one.path.length - other.path.length);
  if (column === undefined) {
    const within = columns.filter((other) => nameOf(other).startsWith(`${field}.`));
    const what =
      within.length === 0 ? "no column" : `no text or bytes in the ${within.every(isList) ? "list" : "struct"}`;
    throw recordsError(`${what} ${JSON.stringify(field)}; the columns are ${list}`);
  }
  const refusal = refusalOf(column);
  if (refusal !== undefined) {
    throw recordsError(`the column ${JSON.stringify(nameOf(column))} holds ${refusal}, not text or 32 bytes`);
  }
  return column;
}

/** The name of a column: its path, joined with dots. */
export function nameOf({ path }: ParquetColumn): string {
  return path.join(".");
}

/** The columns that hold values, in schema order. */
function columnsOf(schema: readonly SchemaElement[]): ParquetColumn[] {
  const columns: ParquetColumn[] = [];
  let at = 1;
  const walk = (parents: readonly SchemaElement[]): void => {
    const element = schema[at++];
    if (element === undefined) throw new Error("its schema is not complete");
    const elements = [...parents, element];
    if (element.num_children === undefined) {
      columns.push({ path: elements.map(({ name }) => name), elements, isText: annotations(element).some(isTextual) });
    }
    for (let child = 0; child < (element.num_children ?? 0); child++) walk(elements);
  };
  while (at < schema.length) walk([]);
  return columns;
}

/** The reason why a column can't hold IDs; `undefined` if it can. */
function refusalOf(column: ParquetColumn): string | undefined {
  if (isList(column)) return "lists";
  const { elements } = column;
  const element = elements[elements.length - 1];
  const { type = "nothing" } = element;
  if (type !== "BYTE_ARRAY" && type !== "FIXED_LEN_BYTE_ARRAY") return type;
  return annotations(element).find((annotation) => !isTextual(annotation));
}

function isList({ elements }: ParquetColumn): boolean {
  return elements.some(({ repetition_type }) => repetition_type === "REPEATED");
}

function annotations({ converted_type, logical_type }: SchemaElement): string[] {
  return [converted_type, logical_type?.type].filter((annotation) => annotation !== undefined);
}

function isTextual(annotation: string): boolean {
  return TEXT.includes(annotation);
}
