import { createValidator, DEFAULT_JURISDICTIONS, engineReport } from "durable-id";
import { checkLines } from "./check";
import { byId, make } from "./dom";
import { example } from "./example";
import { faultTable } from "./fault-table";
import { namespacesOf } from "./namespaces";
import { tallyItems } from "./tally";
import { duration, lines, size } from "./words";

const form = byId("form", HTMLFormElement);
const keys = byId("keys", HTMLTextAreaElement);
const jurisdiction = byId("jurisdiction", HTMLSelectElement);
const ids = byId("ids", HTMLTextAreaElement);
const picker = byId("file", HTMLInputElement);
const stop = byId("stop", HTMLButtonElement);
const problem = byId("problem", HTMLElement);
const status = byId("status", HTMLElement);
const underWay = byId("under-way", HTMLElement);
const outcome = byId("outcome", HTMLElement);

/** The file to check instead of the text, if there is one. */
let file: File | undefined;
/** The current or last check. */
let running = new AbortController();

function takeFile(chosen: File | undefined): void {
  file = chosen;
  byId("file-name", HTMLElement).textContent = chosen === undefined ? "" : `${chosen.name}, ${size(chosen.size)}`;
  byId("file-field", HTMLElement).hidden = chosen === undefined;
  byId("text-field", HTMLElement).hidden = chosen !== undefined;
}

async function check(): Promise<void> {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  problem.textContent = "";
  outcome.hidden = true;
  underWay.hidden = true;
  stop.hidden = true;
  status.textContent = "Checking…";
  const namespaces = namespacesOf(keys.value, jurisdiction.value);
  if (namespaces.length === 0) {
    status.textContent = "Nothing checked.";
    problem.textContent = "Whose IDs should they be? Give at least one unique key.";
    keys.focus();
    return;
  }
  const hasJurisdiction = jurisdiction.value !== "";
  const start = performance.now();
  stop.hidden = false;
  try {
    const { tally, faults } = await checkLines(
      file ?? new Blob([ids.value]),
      createValidator(namespaces),
      signal,
      (part, count) => {
        underWay.hidden = false;
        byId("progress", HTMLProgressElement).value = part;
        byId("so-far", HTMLElement).textContent = `${lines(count)} so far`;
      },
    );
    signal.throwIfAborted();
    status.textContent = `${lines(tally.total)} checked in ${duration(performance.now() - start)}`;
    byId("tally", HTMLElement).replaceChildren(...tallyItems(tally, hasJurisdiction));
    byId("faults", HTMLElement).replaceChildren(faultTable(faults, tally.total - tally.valid));
    outcome.hidden = false;
  } catch (error) {
    // Another check has started since, and now owns the page.
    if (signal !== running.signal) return;
    if (signal.aborted) status.textContent = "Stopped.";
    else {
      status.textContent = "Not checked to its end.";
      problem.textContent = `It could not be checked: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  if (signal !== running.signal) return;
  underWay.hidden = true;
  stop.hidden = true;
}

function showEngine(): void {
  const { name, fallbackReason } = engineReport();
  const engine = byId("engine", HTMLElement);
  engine.append("Engine: ", make("b", "", name));
  if (fallbackReason !== undefined)
    engine.append(`, which is slower, because WebAssembly can't run here (${fallbackReason})`);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  check();
});
stop.addEventListener("click", () => {
  running.abort();
  // This button will be hidden, and would lose the focus.
  byId("check", HTMLButtonElement).focus();
});
byId("example", HTMLButtonElement).addEventListener("click", () => {
  takeFile(undefined);
  ({ keys: keys.value, ids: ids.value } = example());
  check();
});
picker.addEventListener("change", () => {
  takeFile(picker.files?.[0]);
  // Allows choosing the same file again after it has changed.
  picker.value = "";
  check();
});
byId("remove-file", HTMLButtonElement).addEventListener("click", () => {
  takeFile(undefined);
  ids.focus();
});
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("dropping");
});
document.addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) document.body.classList.remove("dropping");
});
document.addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("dropping");
  const dropped = event.dataTransfer?.files[0];
  if (dropped === undefined) return;
  takeFile(dropped);
  check();
});

jurisdiction.append(...Object.keys(DEFAULT_JURISDICTIONS).map((name) => new Option(name, name)));
showEngine();
