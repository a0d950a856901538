/** The schemas of the answers, in JSON Schema 2020-12. They list all members that an answer can have. */
const object = (properties: Readonly<Record<string, object>>, optional: readonly string[] = []) => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});
const array = (items: object, rest: object = {}) => ({ type: "array", items, ...rest });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const count = { type: "integer", minimum: 0 };
const cursor = {
  type: "string",
  pattern: "^([A-Za-z0-9_-]{66})?$",
  description: "The cursor of the next page; empty on the last page.",
};

/** A list of items with information about the page. */
function listEnvelope(item: string, info: string): object {
  return object({
    success: { const: true },
    errors: array({}, { maxItems: 0 }),
    messages: array({}, { maxItems: 0 }),
    result: array(ref(item)),
    result_info: ref(info),
  });
}

/** `components.schemas` of the document. */
export const schemas = {
  Namespace: object({
    id: { type: "string", minLength: 1 },
    class: { type: "string", minLength: 1 },
    name: {
      type: "string",
      description: "A name for people: usually the script and the class, joined by an underscore.",
    },
    script: { type: "string", minLength: 1 },
    use_sqlite: { type: ["boolean", "null"], description: "`null` if unknown" },
  }),
  DurableObject: object({
    id: { type: "string", pattern: "^[0-9a-f]{64}$" },
    hasStoredData: { type: ["boolean", "null"], description: "`null` if unknown" },
  }),
  Error: object(
    { code: { type: "integer", minimum: 1000 }, message: { type: "string" }, error_chain: array(ref("Error")) },
    ["error_chain"],
  ),
  PageInfo: object({
    count,
    page: { type: "integer", minimum: 1 },
    per_page: { type: "integer", minimum: 1 },
    total_count: count,
    total_pages: count,
  }),
  CursorInfo: object({ count, cursor, cursors: object({ after: cursor }) }),
  NamespaceList: listEnvelope("Namespace", "PageInfo"),
  ObjectList: listEnvelope("DurableObject", "CursorInfo"),
  Failure: object({
    success: { const: false },
    errors: array(ref("Error"), { minItems: 1 }),
    messages: array({}, { maxItems: 0 }),
    result: { type: "null" },
  }),
};
