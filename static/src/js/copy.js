// data-copy="text" copies it, data-copy-from="id" copies what stands there. Plain http on an intranet has no clipboard: select instead.
import { flash } from "./flash.js";
import { word } from "./words.js";

function select(element) {
  if (element?.select) element.select();
  else if (element) getSelection().selectAllChildren(element);
}

async function copy(text, source) {
  try {
    if (!navigator.clipboard) throw new Error("no clipboard here");
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    select(source);
    return Boolean(source) && document.execCommand("copy");
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-from]");
  if (!button) return;
  const source = button.dataset.copyFrom ? document.getElementById(button.dataset.copyFrom) : null;
  const text = button.dataset.copy ?? source?.value ?? source?.textContent ?? "";
  const done = await copy(text.trim(), source);
  flash(word(done ? "copied" : "copyFailed"), done ? "good" : "warn");
});
