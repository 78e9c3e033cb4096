// What somebody writes survives a closed tab and an expired session: data-draft="key" keeps a form's text on this device.
import { word } from "./words.js";

const me = document.body.dataset.me;
const PENDING = "coop:submitted";
const WAIT_MS = 400;
const KEPT = "textarea, select, input:not([type=password]):not([autocomplete$=password]):not([type=hidden]):not([type=file]):not([type=submit])";

const placeOf = (key) => `coop:draft:${me}:${key}`;

function store(action) {
  try { return action(); } catch { return null; } // private windows and full disks: then there is simply no draft
}

function controls(form) {
  return [...form.elements].filter((control) => control.name && control.matches(KEPT));
}

const tickable = (control) => control.type === "checkbox" || control.type === "radio";

function take(form) {
  return controls(form).map((control) => [control.name, tickable(control) ? [control.value, control.checked] : control.value]);
}

function give(form, kept) {
  const left = [...kept];
  for (const control of controls(form)) {
    const at = left.findIndex(([name, value]) => name === control.name && (!tickable(control) || value[0] === control.value));
    if (at < 0) continue;
    const [[, value]] = left.splice(at, 1);
    if (tickable(control)) control.checked = value[1];
    else control.value = value;
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function offerToDiscard(form, original) {
  const line = document.createElement("p");
  line.className = "saved";
  line.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = word("draftDiscard");
  button.addEventListener("click", () => { store(() => localStorage.removeItem(placeOf(form.dataset.draft))); give(form, original); line.remove(); });
  line.append(`${word("draftRestored")} · `, button);
  form.prepend(line);
}

function restore(form) {
  const kept = store(() => JSON.parse(localStorage.getItem(placeOf(form.dataset.draft))));
  const original = take(form);
  // A form that came back with errors already holds what was typed.
  if (!kept || form.querySelector(".error") || JSON.stringify(kept) === JSON.stringify(original)) return;
  give(form, kept);
  offerToDiscard(form, original);
}

function keep(form) {
  store(() => localStorage.setItem(placeOf(form.dataset.draft), JSON.stringify(take(form))));
}

// Sent and accepted: the next page is a page of this person, not an error, and does not hold the same form again.
function settle() {
  const key = store(() => sessionStorage.getItem(PENDING));
  if (!key) return;
  store(() => sessionStorage.removeItem(PENDING));
  const refused = !me || document.querySelector("[data-error]") || document.querySelector(`form[data-draft="${CSS.escape(key)}"]`);
  if (!refused) store(() => localStorage.removeItem(placeOf(key)));
}

function forgetAll() {
  for (const place of Object.keys(localStorage)) if (place.startsWith(`coop:draft:${me}:`)) localStorage.removeItem(place);
}

settle();
if (me) {
  document.querySelectorAll("form[data-draft]").forEach(restore);
  let timer;
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-draft]");
    if (form) { clearTimeout(timer); timer = setTimeout(keep, WAIT_MS, form); }
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-sign-out]")) store(forgetAll);
    else if (event.target.dataset.draft && !event.defaultPrevented) { keep(event.target); store(() => sessionStorage.setItem(PENDING, event.target.dataset.draft)); }
  });
}
