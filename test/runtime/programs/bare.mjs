// For a global object that the caller makes, and asks for the answer.
import { answer } from "./web.mjs";

globalThis.answer = answer;
