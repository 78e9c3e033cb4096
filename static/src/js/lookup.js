// The one search box: / focuses it, suggestions come as one types, arrows walk them, Enter follows or searches.
import { isComposing } from "./composing.js";
import { word } from "./words.js";

const WAIT_MS = 180;
const form = document.querySelector("form[data-lookup]");
const input = form?.querySelector("input[name=q]");
const list = form?.querySelector(".suggestions");
let timer;
let asked = 0;

const options = () => [...list.querySelectorAll("a")];
const chosen = () => options().findIndex((option) => option.getAttribute("aria-selected") === "true");

function show(isOpen) {
  list.hidden = !isOpen;
  input.setAttribute("aria-expanded", String(isOpen));
  if (!isOpen) input.removeAttribute("aria-activedescendant");
}

function choose(index) {
  const all = options();
  all.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
  if (all[index]) input.setAttribute("aria-activedescendant", all[index].id);
  all[index]?.scrollIntoView({ block: "nearest" });
}

function present(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const links = [...parsed.querySelectorAll("a")];
  links.forEach((link, at) => {
    link.id = `suggestion-${at}`;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
  });
  const kept = options()[chosen()]?.href;
  list.replaceChildren(...links);
  list.setAttribute("aria-label", word("searching", { count: links.length }));
  show(links.length > 0);
  // An answer that comes late must not take away what the arrows have reached.
  if (kept) choose(links.findIndex((link) => link.href === kept));
}

// Answers may overtake each other: only the last question's answer is shown.
async function suggest() {
  const text = input.value.trim();
  const mine = ++asked;
  if (!text) return present("");
  const response = await fetch(`${form.dataset.lookup}?q=${encodeURIComponent(text.slice(0, 200))}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (mine === asked) present(response?.ok ? await response.text() : "");
}

function onKey(event) {
  if (isComposing(event)) return;
  const count = options().length;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && count && !list.hidden) {
    event.preventDefault();
    const at = chosen();
    choose(at < 0 && step < 0 ? count - 1 : (at + step + count) % count);
  } else if (event.key === "Enter" && !list.hidden && chosen() >= 0) {
    event.preventDefault();
    options()[chosen()].click();
  } else if (event.key === "Escape") {
    show(false);
  }
}

if (input) {
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");
  list.setAttribute("role", "listbox");
  show(false);
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(suggest, WAIT_MS); });
  input.addEventListener("keydown", onKey);
  form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) show(false); });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}
