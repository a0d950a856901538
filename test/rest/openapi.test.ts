import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { answerValidators, LIST, OF_ONE, type OpenApiDocument } from "./schemas.js";
import { ACCOUNT, AUTHORIZED, BASE, makeApi, makeDirectory, NAMESPACES, OBJECTS, OTHER_ACCOUNT } from "./support.js";

const { directory } = await makeDirectory(40);
const api = makeApi(directory);

const response = await api(new Request(`${BASE}/openapi.json`));
const document = (await response.json()) as OpenApiDocument;
const validatorOf = answerValidators(document);

/** All descriptions and summaries of a part of the document, with the paths that lead to them. */
function textsOf(part: unknown, path = "#"): [path: string, text: string][] {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" && /^(description|summary|title)$/.test(name)
      ? [[`${path}/${name}`, value]]
      : textsOf(value, `${path}/${name}`),
  );
}

describe("the OpenAPI document", () => {
  it("is served to everyone, as JSON", () => {
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/json"]);
  });

  it("is OpenAPI 3.1, by the specification's own schema", async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
    expect(validator.version).toBe("3.1");
    const broken = await new Validator().validate({ ...document, info: { title: "no version" } });
    expect(broken.valid).toBe(false);
  });

  // What `redocly lint --extends recommended-strict` asks of a document, by structure: the tool itself has 15 MB.
  it("follows redocly's rules: texts without HTML tags, operations with names, security and errors", () => {
    const texts = textsOf(document);
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.filter(([, text]) => /<[a-z/!]|javascript:/i.test(text) || text === "")).toEqual([]);
    expect(document.info.license.name).not.toBe("");
    expect(document.servers.every(({ url }) => url !== "" && !/example\.com|localhost|\/$/.test(url))).toBe(true);
    expect(document.security.length).toBeGreaterThan(0);
    const operations = Object.values(document.paths).map(({ get }) => get);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { operationId, summary, responses } of operations) {
      expect([operationId, summary]).not.toContain("");
      expect(operationId).toMatch(/^[A-Za-z]+$/);
      const statuses = Object.keys(responses);
      expect(statuses.some((status) => /^2\d\d$/.test(status))).toBe(true);
      expect(statuses.some((status) => /^4\d\d$/.test(status))).toBe(true);
    }
    expect(Object.keys(document.paths).filter((path) => /\/$|\?/.test(path))).toEqual([]);
  });

  it("has JSON Schema 2020-12 schemas, and valid references", () => {
    for (const [path, { get }] of Object.entries(document.paths)) {
      for (const status of Object.keys(get.responses)) expect(() => validatorOf(path, Number(status))).not.toThrow();
    }
  });

  const answers: [string, string, number, Record<string, string>, string?][] = [
    [LIST, NAMESPACES, 200, AUTHORIZED],
    [LIST, `${NAMESPACES}?page=9`, 200, AUTHORIZED],
    [OF_ONE, OBJECTS, 200, AUTHORIZED],
    [OF_ONE, `${OBJECTS}?limit=10`, 200, AUTHORIZED],
    [OF_ONE, `${NAMESPACES}/other-Class0/objects`, 200, AUTHORIZED],
    [LIST, NAMESPACES, 400, {}],
    [LIST, NAMESPACES, 400, { authorization: "x" }],
    [OF_ONE, `${OBJECTS}?limit=1`, 400, AUTHORIZED],
    [OF_ONE, OBJECTS, 401, { authorization: "Bearer x" }],
    [LIST, NAMESPACES.replace(ACCOUNT, OTHER_ACCOUNT), 403, AUTHORIZED],
    [LIST, NAMESPACES.replace(ACCOUNT, "x"), 404, AUTHORIZED],
    [OF_ONE, `${NAMESPACES}/x/objects`, 404, AUTHORIZED],
    [OF_ONE, OBJECTS, 405, AUTHORIZED, "POST"],
    ["/openapi.json", `${BASE}/openapi.json`, 405, {}, "DELETE"],
  ];
  it.each(answers)("describes %s, requested as %s: %i %j", async (path, url, status, headers, method = "GET") => {
    const answer = await api(new Request(url, { headers, method }));
    expect(answer.status).toBe(status);
    const validate = validatorOf(path, status);
    validate(await answer.json());
    expect(validate.errors ?? []).toEqual([]);
  });

  it("would detect an undocumented answer", () => {
    const validate = validatorOf(OF_ONE, 200);
    const info = { count: 1, cursor: "", cursors: { after: "" } };
    const envelope = { success: true, errors: [], messages: [], result_info: info };
    const id = "0".repeat(64);
    expect(validate({ ...envelope, result: [{ id, hasStoredData: true }] })).toBe(true);
    for (const item of [
      { id },
      { id, hasStoredData: 1 },
      { id: "x", hasStoredData: true },
      { id, hasStoredData: true, a: 1 },
    ]) {
      expect(validate({ ...envelope, result: [item] })).toBe(false);
    }
  });
});
