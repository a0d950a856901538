// The web worker of a page.
import { answer } from "./web.mjs";

addEventListener("message", ({ data: vectors }) => {
  answer(vectors).then(
    (text) => postMessage(text),
    (error) => postMessage(`failed: ${error}`),
  );
});
