// For a global object of someone else's making: it is asked there.
import { answer } from "./web.mjs";

globalThis.answer = answer;
