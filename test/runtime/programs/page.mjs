// A page: it writes the answer of its own thread into its element `page`.
import { answer } from "./web.mjs";

export const vectors = await (await fetch("/vectors.json")).json();
document.querySelector("#page").textContent = await answer(vectors);
