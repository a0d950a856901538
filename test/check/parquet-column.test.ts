import { describe, expect, test } from "vitest";
import { findParquetColumn, nameOf, type SchemaElement } from "../../src/check/inputs/rows/parquet/column.js";

const root = (children: number): SchemaElement => ({ name: "schema", num_children: children });
const struct = (name: string, children: number): SchemaElement => ({ name, num_children: children });
const list = (name: string, children: number): SchemaElement => ({
  name,
  num_children: children,
  repetition_type: "REPEATED",
});
const bytes = (name: string, annotation: Partial<SchemaElement> = {}): SchemaElement => ({
  name,
  type: "BYTE_ARRAY",
  ...annotation,
});
const text = (name: string): SchemaElement => bytes(name, { converted_type: "UTF8" });
const number = (name: string): SchemaElement => ({ name, type: "INT64" });

/** What is found: the path and whether it is text; or the message of the error. */
function find(schema: readonly SchemaElement[], field?: string) {
  try {
    const { path, isText, elements } = findParquetColumn(schema, field);
    expect(elements.map(({ name }) => name)).toEqual(path);
    return [path, isText];
  } catch (error) {
    expect(error).toMatchObject({ code: "ERR_DO_RECORDS" });
    return (error as Error).message;
  }
}

describe("the column of a Parquet file", () => {
  test("needs no name if it is the only one", () => {
    expect(find([root(1), text("id")])).toEqual([["id"], true]);
    expect(find([root(1), struct("user", 1), bytes("id")])).toEqual([["user", "id"], false]);
  });

  test("has the name of a column, or of a path into structs", () => {
    const schema = [root(3), number("n"), struct("a", 2), struct("b", 1), text("c"), bytes("d"), text("e")];
    expect([find(schema, "a.b.c"), find(schema, "a.d"), find(schema, "e")]).toEqual([
      [["a", "b", "c"], true],
      [["a", "d"], false],
      [["e"], true],
    ]);
  });

  test("is the one whose own name has the dots, if a path reads the same", () => {
    const inner = [struct("a", 1), text("b")];
    expect(find([root(2), ...inner, bytes("a.b")], "a.b")).toEqual([["a.b"], false]);
    expect(find([root(2), bytes("a.b"), ...inner], "a.b")).toEqual([["a.b"], false]);
  });

  test("is text by its annotation, and bytes without one", () => {
    const annotated = (annotation: Partial<SchemaElement>) => find([root(1), bytes("id", annotation)]);
    for (const annotation of ["UTF8", "STRING", "ENUM", "JSON"]) {
      expect(annotated({ converted_type: annotation })).toEqual([["id"], true]);
      expect(annotated({ logical_type: { type: annotation } })).toEqual([["id"], true]);
    }
    expect(annotated({})).toEqual([["id"], false]);
    expect(find([root(1), { name: "id", type: "FIXED_LEN_BYTE_ARRAY" }])).toEqual([["id"], false]);
    expect(annotated({ converted_type: "DECIMAL" })).toMatch(/"id" holds DECIMAL/);
    expect(annotated({ logical_type: { type: "UUID" } })).toMatch(/"id" holds UUID/);
  });
});

describe("the error names the columns that can hold IDs", () => {
  const schema = [root(4), number("n"), text("a"), bytes("b"), list("ids", 1), text("element")];

  test("for several columns without a field", () => {
    expect(find(schema)).toMatch(/several columns.*--field.*: "a", "b"$/);
    expect(find([root(0)])).toMatch(/several columns/);
  });

  test("for a column that is missing, and one that holds other columns", () => {
    expect(find(schema, "x")).toMatch(/^no column "x"; the columns are "a", "b"$/);
    // Only the start of a name, which ends at a dot, is a struct.
    expect(find([...schema, text("names.x")], "name")).toMatch(/^no column "name"/);
    expect(find(schema, "ids")).toMatch(/^no text or bytes in the list "ids"; the columns are "a", "b"$/);
    const user = [root(2), text("a"), struct("user", 2), text("id"), list("ids", 1), text("element")];
    expect(find(user, "user")).toMatch(/^no text or bytes in the struct "user"; the columns are "a", "user.id"$/);
  });

  test("or all columns, if none can", () => {
    expect(find([root(2), number("n"), number("m")])).toMatch(/: "n", "m"$/);
  });

  test("and says what another column holds", () => {
    expect(find(schema, "n")).toMatch(/"n" holds INT64/);
    expect(find(schema, "ids.element")).toMatch(/"ids.element" holds lists/);
    expect(find([root(1), { name: "n" }])).toMatch(/"n" holds nothing/);
  });
});

test("a schema that ends too early is damage", () => {
  expect(() => findParquetColumn([root(1), struct("a", 2), text("b")], "a.b")).toThrow(/not complete/);
});

test("nameOf joins the path with dots", () => {
  expect(nameOf({ path: ["a", "b"], elements: [], isText: true })).toBe("a.b");
});
