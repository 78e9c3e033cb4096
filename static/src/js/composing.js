// Enter while an input method composes chooses a character; it never sends, in any form, however the browser tells it.
const COMPOSING_KEY = 229;
let composing = false;

/** True while a character is being chosen. Safari ends the composition before the key arrives, and then only says 229. */
export function isComposing(event) {
  return composing || event.isComposing || event.keyCode === COMPOSING_KEY;
}

document.addEventListener("compositionstart", () => { composing = true; }, true);
document.addEventListener("compositionend", () => { composing = false; }, true);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !isComposing(event)) return;
  event.stopImmediatePropagation();
  if (!event.isComposing) event.preventDefault();
}, true);

document.addEventListener("submit", (event) => {
  if (!composing) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
