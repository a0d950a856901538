// The web worker of a page.
import { answer } from "./web.mjs";

addEventListener("message", ({ data: vectors }) => postMessage(answer(vectors)));
