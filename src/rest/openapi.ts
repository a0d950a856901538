import { schemas } from "./openapi-schemas.js";
import { BOUNDS } from "./query.js";

const json = (schema: string) => ({ "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } });
const number = (name: keyof typeof BOUNDS, description: string) => ({
  name,
  in: "query",
  description,
  schema: { type: "integer", ...BOUNDS[name] },
});

const accountId = {
  name: "account_id",
  in: "path",
  required: true,
  description: "The account: 32 hex digits.",
  schema: { type: "string", pattern: "^[0-9a-fA-F]{32}$" },
};
const namespaceId = {
  name: "id",
  in: "path",
  required: true,
  description: "The namespace's id, from the list of namespaces.",
  schema: { type: "string", minLength: 1 },
};
const cursor = {
  name: "cursor",
  in: "query",
  description: "The cursor of the page: `result_info.cursors.after` of the previous page.",
  schema: { type: "string", pattern: "^[A-Za-z0-9_-]{66}$" },
};

const failure = (description: string) => ({ description, content: json("Failure") });
const failures = {
  "400": failure("Missing or malformed credentials, or a parameter out of range"),
  "401": failure("Wrong credentials"),
  "403": failure("Credentials for another account"),
  "404": failure("A malformed account id, or an unknown namespace"),
  "405": failure("A method other than GET or HEAD"),
  "500": failure("An internal error"),
};
const list = (operationId: string, summary: string, parameters: readonly object[], schema: string) => ({
  get: {
    operationId,
    summary,
    parameters,
    responses: { "200": { description: "A page", content: json(schema) }, ...failures },
  },
});

/** The OpenAPI 3.1 document of the API, served at `/client/v4/openapi.json`. */
export const openApiDocument = {
  openapi: "3.1.0",
  info: {
    title: "Durable Objects listing",
    version: "4",
    description: "Cloudflare's listing API of Durable Object namespaces and objects, as durable-id serves it.",
    license: { name: "MIT", identifier: "MIT" },
  },
  servers: [{ url: "/client/v4" }],
  security: [{ token: [] }, { email: [], key: [] }],
  paths: {
    "/accounts/{account_id}/workers/durable_objects/namespaces": list(
      "listNamespaces",
      "The namespaces of an account, in the order of their ids",
      [accountId, number("page", "The number of the page, from 1."), number("per_page", "Namespaces in a page.")],
      "NamespaceList",
    ),
    "/accounts/{account_id}/workers/durable_objects/namespaces/{id}/objects": list(
      "listObjects",
      "The objects of a namespace, in the order of their ids",
      [accountId, namespaceId, cursor, number("limit", "Objects in a page.")],
      "ObjectList",
    ),
    "/openapi.json": {
      get: {
        operationId: "openapi",
        summary: "This document",
        security: [],
        responses: {
          "200": { description: "OpenAPI 3.1", content: { "application/json": { schema: { type: "object" } } } },
          "405": failures["405"],
        },
      },
    },
  },
  components: {
    securitySchemes: {
      token: { type: "http", scheme: "bearer" },
      email: { type: "apiKey", in: "header", name: "X-Auth-Email" },
      key: { type: "apiKey", in: "header", name: "X-Auth-Key" },
    },
    schemas,
  },
};
