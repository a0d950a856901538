// What a release of npm `cloudflare` sees of a server, as JSON: node exercise.mjs FOLDER. The environment names the server.
import { createRequire } from "node:module";
import { join } from "node:path";

const [, , folder] = process.argv;
const {
  BASE_URL: baseURL,
  TOKEN,
  EMAIL: apiEmail,
  KEY: apiKey,
  ACCOUNT: account_id,
  OTHER_ACCOUNT,
  NAMESPACE,
} = process.env;
const { default: Cloudflare } = createRequire(join(folder, "package.json"))("cloudflare");

const client = new Cloudflare({ apiToken: TOKEN, baseURL });
const { namespaces } = client.durableObjects;

async function all(list) {
  const found = [];
  for await (const each of list) found.push(each);
  return found;
}

async function thrown(list) {
  try {
    await all(list);
  } catch (error) {
    return `${error.constructor.name} ${error.status}`;
  }
  return "nothing";
}

const objects = (options) => namespaces.objects.list(NAMESPACE, { account_id, ...options });
const stranger = new Cloudflare({ apiToken: "wrong", baseURL });
const keyed = new Cloudflare({ apiToken: null, apiEmail, apiKey, baseURL });
const first = await keyed.durableObjects.namespaces.objects.list(NAMESPACE, { account_id, limit: 10 });

console.log(
  JSON.stringify({
    namespaces: await all(namespaces.list({ account_id })),
    namespacesByOne: (await all(namespaces.list({ account_id }, { query: { per_page: 1 } }))).map(({ id }) => id),
    objects: (await all(objects())).map(({ id, hasStoredData }) => [id, hasStoredData]),
    objectsBy777: (await all(objects({ limit: 777 }))).map(({ id }) => id),
    firstByKey: first.result.map(({ id }) => id),
    errors: {
      token: await thrown(stranger.durableObjects.namespaces.list({ account_id })),
      account: await thrown(namespaces.list({ account_id: OTHER_ACCOUNT })),
      namespace: await thrown(namespaces.objects.list("no-such", { account_id })),
      limit: await thrown(objects({ limit: 9 })),
      cursor: await thrown(objects({ cursor: "made-up" })),
    },
  }),
);
