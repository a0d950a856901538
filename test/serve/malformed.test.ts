import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { type Listening, listen } from "../../src/serve/http.js";
import { ACCOUNT, makeApi, makeDirectory, ROOMS, TOKEN } from "../rest/support.js";

/*
 * Raw bytes that no HTTP library would send. The answer is always JSON with the right status.
 */
let server: Listening;
const told: unknown[] = [];
beforeAll(async () => {
  const { directory } = await makeDirectory(20);
  server = await listen(makeApi(directory, { onError: (error) => told.push(error) }), 0, "127.0.0.1");
});
afterAll(() => server.close());

const LIST = `/client/v4/accounts/${ACCOUNT}/workers/durable_objects/namespaces`;
const AUTH = `Authorization: Bearer ${TOKEN}`;

/** Sends bytes, and reads to the end of the connection. */
function exchange(bytes: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(server.origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let answer = "";
    socket.setEncoding("utf8");
    socket.on("data", (chunk: string) => {
      answer += chunk;
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

/** The status, the headers and the envelope of a raw answer. */
async function failureOf(bytes: string | Buffer) {
  const answer = await exchange(bytes);
  const [head, body] = answer.split(/\r\n\r\n(.*)/s);
  const envelope = JSON.parse(body) as { success: boolean; errors: { code: number; message: string }[]; result: null };
  expect(envelope).toMatchObject({ success: false, messages: [], result: null });
  expect(head.toLowerCase()).toContain("content-type: application/json");
  expect(answer).not.toMatch(/\bat .*(\.ts|\.js|node:)/);
  return { status: Number(head.split(" ")[1]), head, ...envelope.errors[0] };
}

const request = (line: string, ...headers: string[]) =>
  [`${line} HTTP/1.1`, "Host: localhost", "Connection: close", ...headers, "", ""].join("\r\n");

describe("malformed requests", () => {
  const cases: [string, string | Buffer, number][] = [
    ["something other than HTTP", "hello\r\n\r\n", 400],
    ["TLS to a plain port", Buffer.from("160301020001000001fc0303", "hex"), 400],
    ["an unknown version", "GET / HTTP/9.9\r\n\r\n", 400],
    ["a header without a colon", request("GET /", "nonsense"), 400],
    ["a header with a control character", request("GET /", "A: \u0001"), 400],
    ["no Host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400],
    ["headers of 100 kB", request("GET /", `A: ${"a".repeat(100_000)}`), 431],
    ["a target of 100 kB", request(`GET /${"a".repeat(100_000)}`), 431],
    ["a length that is not a number", request("GET /", "Content-Length: x"), 400],
    ["two lengths", request("GET /", "Content-Length: 1", "Content-Length: 2"), 400],
    ["a length and chunks", request("POST /", "Content-Length: 1", "Transfer-Encoding: chunked"), 400],
  ];
  test.each(cases)("%s", async (_, bytes, status) => {
    expect((await failureOf(bytes)).status).toBe(status);
  });
});

describe("unsupported requests", () => {
  const cases: [string, string, number][] = [
    ["TRACE", request(`TRACE ${LIST}`, AUTH), 405],
    ["CONNECT", request("CONNECT localhost:80"), 405],
    ["POST with a body", `${request(`POST ${LIST}`, AUTH, "Content-Length: 2")}{}`, 405],
    [
      "POST with invalid JSON",
      `${request(`POST ${LIST}`, AUTH, "Content-Type: application/json", "Content-Length: 1")}{`,
      405,
    ],
    ["POST with a broken chunk", `${request(`POST ${LIST}`, AUTH, "Transfer-Encoding: chunked")}zz\r\n`, 405],
    ["a method in lower case", request(`get ${LIST}`, AUTH), 400],
    ["an asterisk", request("OPTIONS *"), 400],
    ["another host in the target", request("GET http://example.com/x"), 404],
    ["a target without a slash", request("GET x"), 400],
    ["two slashes at the start", request(`GET /${LIST}`, AUTH), 404],
    ["a NUL in the target", request("GET /%00"), 404],
    ["broken percent signs", request(`GET ${LIST}/%e0%a4%a/objects`, AUTH), 404],
    ["dots in the target", request("GET /../../../../etc/passwd"), 404],
    ["encoded dots", request(`GET ${LIST}/..%2f..%2f..%2fetc%2fpasswd/objects`, AUTH), 404],
    ["backslashes", request(`GET ${LIST}/..%5c..%5cetc/objects`, AUTH), 404],
    ["two tokens", request(`GET ${LIST}`, AUTH, AUTH), 400],
    ["a token in Latin-1", request(`GET ${LIST}`, "Authorization: Bearer ü"), 400],
  ];
  test.each(cases)("%s", async (_, bytes, status) => {
    expect((await failureOf(bytes)).status).toBe(status);
  });

  it("405 names the allowed methods", async () => {
    for (const method of ["TRACE", "POST", "CONNECT"]) {
      expect((await failureOf(request(`${method} ${LIST}`, AUTH))).head.toLowerCase()).toContain("allow: get, head");
    }
  });
});

describe("unusual but valid requests", () => {
  it.each([
    ["an expectation", request(`GET ${LIST}`, AUTH, "Expect: the unexpected")],
    ["an upgrade", request(`GET ${LIST}`, AUTH, "Upgrade: websocket")],
    ["a body", `${request(`GET ${LIST}`, AUTH, "Content-Length: 5")}hello`],
    ["another Host", request(`GET ${LIST}`, AUTH).replace("localhost", "evil.example")],
    ["the absolute form", request(`GET http://localhost${LIST}`, AUTH)],
    ["a fragment", request(`GET ${LIST}/${ROOMS}/objects?limit=10`, AUTH)],
  ])("%s", async (_, bytes) => {
    expect(await exchange(bytes)).toMatch(/^HTTP\/1\.1 200 OK\r\n.*"success":true/s);
  });
});

it("none of them caused an internal error, and the server still answers", async () => {
  expect(told).toEqual([]);
  const { status } = await fetch(`${server.origin}${LIST}`, { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(status).toBe(200);
});
