import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

/** The OpenAPI document, as far as tests read it. */
export type OpenApiDocument = {
  info: { license: { name: string } };
  servers: { url: string }[];
  security: object[];
  paths: Record<string, { get: Operation }>;
  components: object;
};

/** One operation of it. */
export interface Operation {
  operationId: string;
  summary: string;
  security?: object[];
  responses: Record<string, { content: { "application/json": { schema: object } } }>;
}

/** The paths of the two lists, as the document names them. */
export const LIST = "/accounts/{account_id}/workers/durable_objects/namespaces";
export const OF_ONE = `${LIST}/{id}/objects`;

/** Makes what tells whether an answer of a path and a status is as the document describes it. */
export function answerValidators(document: OpenApiDocument): (path: string, status: number) => ValidateFunction {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true, strictRequired: false });
  ajv.addSchema({ $id: "doc:openapi", components: document.components }, "doc:openapi");
  ajv.addVocabulary(["components"]);
  const made = new Map<string, ValidateFunction>();
  return (path, status) => {
    const { schema } = document.paths[path].get.responses[status].content["application/json"];
    const text = JSON.stringify(schema).replaceAll('"#/', '"doc:openapi#/');
    const validate = made.get(text) ?? ajv.compile(JSON.parse(text) as object);
    made.set(text, validate);
    return validate;
  };
}
