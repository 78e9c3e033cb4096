// The composer: Enter sends unless a character is being chosen, Shift+Enter is a new line, what is typed survives.
import { isComposing } from "../composing.js";
import { get } from "./net.js";
import { send } from "./line.js";
import { add, onDiscard } from "./outbox.js";
import { say } from "./words.js";

const talk = document.getElementById("talk");
const form = document.getElementById("composer");
const longest = Number(talk.dataset.longest);
const place = `coop:talk:${document.body.dataset.me}:${talk.dataset.channel}`;
const chosen = new Map();
let people = null;
let typedAt = 0;

const box = () => form.elements.text;
const list = () => document.getElementById("people");

function grow() {
  box().style.setProperty("height", "auto");
  box().style.setProperty("height", `${Math.min(box().scrollHeight, 160)}px`);
}

function keepDraft() {
  try {
    if (box().value) localStorage.setItem(place, box().value);
    else localStorage.removeItem(place);
  } catch { /* no room: then there is no draft */ }
}

function fault(sentence) {
  const line = document.getElementById("composer-error");
  line.textContent = sentence;
  line.hidden = !sentence;
  box().toggleAttribute("aria-invalid", Boolean(sentence));
}

function submit() {
  const text = box().value.trim();
  if (!text) { box().focus(); return; }
  const count = [...text].length;
  if (count > longest) { fault(say("tooLong", { longest, count })); return; }
  fault("");
  add(text, [...chosen.values()]);
  box().value = "";
  chosen.clear();
  keepDraft();
  grow();
  box().focus();
}

async function known() {
  people ??= (await get("/people").catch(() => null))?.people ?? null;
  return people ?? [];
}

const asked = () => box().value.slice(0, box().selectionStart).match(/@([^\s@]{0,12})$/);

function choose(person) {
  const [whole] = asked() ?? [""];
  const at = box().selectionStart;
  box().setRangeText(`@${person.name} `, at - whole.length, at, "end");
  chosen.set(person.id, person);
  list().hidden = true;
  box().focus();
}

function option(person, isFirst) {
  const made = document.createElement("button");
  made.type = "button";
  made.setAttribute("role", "option");
  made.setAttribute("aria-selected", String(isFirst));
  made.textContent = person.name;
  made.addEventListener("click", () => choose(person));
  return made;
}

async function suggest() {
  const found = asked();
  if (!found) { list().hidden = true; return; }
  const me = Number(document.body.dataset.me);
  const fits = (await known()).filter((one) => one.id !== me && one.name.includes(found[1])).slice(0, 8);
  list().replaceChildren(...fits.map((one, index) => option(one, index === 0)));
  list().hidden = !fits.length || !asked();
}

function keys(event) {
  if (isComposing(event)) return;
  if (!list().hidden && ["Enter", "Tab"].includes(event.key)) { event.preventDefault(); list().querySelector("[aria-selected=true]").click(); return; }
  if (!list().hidden && ["ArrowDown", "ArrowUp"].includes(event.key)) { event.preventDefault(); step(event.key === "ArrowDown" ? 1 : -1); return; }
  if (event.key === "Escape") list().hidden = true;
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  submit();
}

function step(by) {
  const all = [...list().children];
  const at = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
  all.forEach((one, index) => one.setAttribute("aria-selected", String(index === (at + by + all.length) % all.length)));
}

function tellTyping() {
  if (Date.now() - typedAt < 3_000) return;
  typedAt = Date.now();
  send("typing", { channel: Number(talk.dataset.channel) });
}

export function start() {
  if (!form) return;
  try { box().value ||= localStorage.getItem(place) ?? ""; } catch { /* no drafts in a private window */ }
  grow();
  form.addEventListener("submit", (event) => { event.preventDefault(); if (!event.defaultPrevented || event.submitter) submit(); });
  box().addEventListener("keydown", keys);
  box().addEventListener("input", () => { grow(); keepDraft(); suggest(); tellTyping(); if ([...box().value].length <= longest) fault(""); });
  box().addEventListener("blur", () => setTimeout(() => { list().hidden = true; }, 200));
  onDiscard((text) => { box().value = box().value ? `${text}\n${box().value}` : text; keepDraft(); grow(); box().focus(); });
}
