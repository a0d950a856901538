import { Inspector } from "./anatomy.js";
import { Client, type Namespace, type PageFacts, Refused } from "./client.js";
import { byId, fill, make } from "./dom.js";
import { IdBox } from "./id-box.js";
import { ObjectsView } from "./objects-view.js";

/** Where the token is kept: for this tab, as long as it is open. */
const STORED_TOKEN = "durable-id token";

/** Brings the page to life. */
export function start(): void {
  const box = new IdBox();
  const input = byId("token") as HTMLInputElement;
  const message = byId("message");

  const signOut = (reason: string) => {
    sessionStorage.removeItem(STORED_TOKEN);
    box.clear();
    input.value = "";
    document.body.className = "signed-out";
    message.textContent = reason;
    input.focus();
  };
  const fail = (error: unknown) => {
    if (error instanceof Refused && (error.status === 401 || error.status === 400)) {
      signOut("That token is not accepted.");
    } else message.textContent = error instanceof Error ? error.message : String(error);
  };
  const signIn = async (token: string) => {
    message.textContent = "";
    try {
      const client = new Client(token);
      const facts = await client.facts();
      const namespaces = await client.namespaces();
      sessionStorage.setItem(STORED_TOKEN, token);
      document.body.className = "signed-in";
      showAll(client, facts, namespaces, box, fail);
    } catch (error) {
      fail(error);
    }
  };

  byId("sign-in").addEventListener("submit", (event) => {
    event.preventDefault();
    // A token from a terminal comes with what surrounds it.
    void signIn(input.value.trim());
  });
  byId("sign-out").addEventListener("click", () => signOut(""));
  const stored = sessionStorage.getItem(STORED_TOKEN);
  if (stored === null) signOut("");
  else void signIn(stored);
}

/** The namespaces, the first of them opened, and the ID box with the keys there are. */
function showAll(
  client: Client,
  facts: PageFacts,
  namespaces: readonly Namespace[],
  box: IdBox,
  fail: (error: unknown) => void,
): void {
  box.use(new Inspector(facts));
  const secret = new Set(facts.keys.filter(({ uniqueKey }) => uniqueKey === null).map(({ id }) => id));
  const objects = new ObjectsView(client, (id) => box.show(id), fail);
  const sorted = [...namespaces].sort((a, b) => a.script.localeCompare(b.script) || a.class.localeCompare(b.class));
  const buttons = sorted.map((namespace) =>
    make(
      "button",
      { type: "button", title: namespace.id, click: () => open(namespace) },
      make("b", {}, namespace.class),
      make("span", {}, namespace.script),
      secret.has(namespace.id) && make("span", { class: "secret" }, "secret key"),
    ),
  );
  const open = (namespace: Namespace) => {
    for (const [i, button] of buttons.entries()) {
      button.toggleAttribute("aria-current", sorted[i] === namespace);
    }
    void objects.open(namespace);
  };
  const count = sorted.length === 1 ? "1 namespace" : `${sorted.length} namespaces`;
  fill(byId("namespaces"), make("h2", {}, count), ...buttons);
  fill(byId("objects"), make("p", { class: "empty" }, "There are no namespaces in this directory."));
  if (sorted.length > 0) open(sorted[0]);
}
