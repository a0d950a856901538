import { Client, RequestError } from "./client.js";
import { byId } from "./dom.js";
import { ListingView } from "./listing-view.js";

/** The storage key of the token: it is kept for this tab until the tab is closed. */
const STORED_TOKEN = "durable-id token";

/** Starts the page. */
export function start(): void {
  const input = byId("token") as HTMLInputElement;
  const fault = byId("sign-in-fault");
  const title = document.title;
  let listing: ListingView | undefined;

  const showSignIn = (reason: string, token: string) => {
    listing?.close();
    listing = undefined;
    document.body.className = "signed-out";
    document.title = title;
    input.value = token;
    fault.textContent = reason;
    input.focus();
  };
  const signOut = (reason: string) => {
    sessionStorage.removeItem(STORED_TOKEN);
    showSignIn(reason, "");
  };
  const refuse = () => signOut("The server does not accept this token.");
  const signIn = async (token: string) => {
    fault.textContent = "";
    try {
      const client = new Client(token);
      const namespaces = await client.namespaces();
      sessionStorage.setItem(STORED_TOKEN, token);
      document.body.className = "signed-in";
      listing = new ListingView(client, namespaces, refuse);
    } catch (error) {
      if (error instanceof RequestError && error.isTokenRefused) refuse();
      // The token may be right: it is kept for another attempt.
      else showSignIn(error instanceof Error ? error.message : String(error), token);
    }
  };

  byId("sign-in").addEventListener("submit", (event) => {
    event.preventDefault();
    // A token that was copied from a terminal may have spaces around it.
    void signIn(input.value.trim());
  });
  byId("sign-out").addEventListener("click", () => {
    // The next person who signs in must not see what was viewed before.
    history.replaceState(null, "", location.pathname);
    signOut("");
  });
  const stored = sessionStorage.getItem(STORED_TOKEN);
  if (stored === null) signOut("");
  else void signIn(stored);
}
