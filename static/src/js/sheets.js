// Sheets: data-sheet opens a dialog of this page, data-sheet-url fills the shared one from an address; focus returns by itself.
import { htmx } from "./htmx-setup.js";

export function open(dialog) {
  if (!dialog || dialog.open) return;
  dialog.showModal();
}

function shared() {
  return document.getElementById("sheet");
}

async function fill(url) {
  await htmx.ajax("GET", url, { target: "#sheet", swap: "innerHTML" });
  if (shared().childElementCount) open(shared());
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-sheet], [data-sheet-url]");
  if (opener) {
    event.preventDefault();
    if (opener.dataset.sheetUrl) fill(opener.dataset.sheetUrl);
    else open(document.getElementById(opener.dataset.sheet));
    return;
  }
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  // A click on the shade hits the dialog itself: its content lies in children that fill it.
  else if (event.target.matches?.("dialog.sheet") && isOutside(event)) event.target.close();
});

function isOutside({ target, clientX, clientY }) {
  const box = target.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}

// A deed done inside the sheet may ask to close it.
document.addEventListener("sheet:close", () => shared()?.close());
