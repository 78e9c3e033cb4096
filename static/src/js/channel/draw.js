// Messages as elements: the same ones that the server wrote, cloned from its template.
import { pieces } from "./pieces.js";
import { say } from "./words.js";

const IN_ONE_GO = 5 * 60_000;
const CHINA = "Asia/Shanghai";
const clock = new Intl.DateTimeFormat("en-GB", { timeZone: CHINA, hour: "2-digit", minute: "2-digit" });
const calendar = new Intl.DateTimeFormat("en-CA", { timeZone: CHINA });
const me = Number(document.body.dataset.me);

export const dayOf = (at) => calendar.format(new Date(at));

function dayWords(day) {
  const date = new Date(`${day}T00:00:00Z`);
  return say("months", { month: date.getUTCMonth() + 1, day: date.getUTCDate(), week: say("week").split(" ")[date.getUTCDay()] });
}

function dayLine(day) {
  const line = document.createElement("div");
  line.className = "talk-day";
  line.dataset.day = day;
  line.textContent = dayWords(day);
  return line;
}

export function newLine() {
  const line = document.createElement("div");
  line.className = "talk-new";
  line.id = "new";
  line.textContent = say("new");
  return line;
}

function face(node, name, key) {
  node.className = `avatar face-${Number.parseInt(String(key).slice(-1), 16) % 8}`;
  node.textContent = [...name][0] ?? "·";
}

function note(node, text, tone = "") {
  node.querySelector(".message-state")?.remove();
  if (!text) return null;
  const line = document.createElement("span");
  line.className = `message-state ${tone}`.trim();
  line.textContent = text;
  node.querySelector(".message-body").append(line);
  return line;
}

/** Put what the entry says now into the element, be it new or changed. */
export function fill(node, entry) {
  const shown = entry.state === "sent" || entry.state === "edited";
  node.classList.toggle("gone", !shown);
  const text = node.querySelector(".message-text");
  if (shown) text.replaceChildren(...pieces(entry.text, entry.mentions.map((one) => one.name)));
  else text.textContent = entry.state === "recalled" ? say("recalled") : say("removed", { reason: entry.reason });
  note(node, entry.state === "edited" ? say("edited") : "");
}

export function element(entry) {
  const node = document.getElementById("message-template").content.firstElementChild.cloneNode(true);
  face(node.querySelector(".avatar"), entry.name, entry.sender);
  node.querySelector("b").textContent = entry.name;
  under(node, entry.line);
  const time = node.querySelector("time");
  time.dateTime = entry.at;
  time.textContent = clock.format(new Date(entry.at));
  Object.assign(node.dataset, { sender: entry.sender, client: entry.client_id, branch: entry.branch });
  if (entry.seq) place(node, entry);
  fill(node, entry);
  return node;
}

/** Whose words: what is written before the first answer of the server does not say the branch yet. */
function under(node, line) {
  const place = node.querySelector("[data-line]");
  if (place && line) place.textContent = `${line} · `;
}

export function place(node, entry) {
  under(node, entry.line);
  node.id = `m${entry.seq}`;
  Object.assign(node.dataset, { seq: entry.seq, id: entry.id, branch: entry.branch });
}

function goesOn(before, entry) {
  if (!before || before.classList.contains("gone") || Number(before.dataset.sender) !== entry.sender) return false;
  const sameLine = before.querySelector(".message-head span").textContent.startsWith(entry.line);
  return sameLine && Date.parse(entry.at) - Date.parse(before.querySelector("time").dateTime) < IN_ONE_GO;
}

/** Set `node` before `next` (or last), with the day's line and without a head that would only repeat the one above. */
export function insert(log, node, entry, next = null) {
  const before = next ? next.previousElementSibling : log.lastElementChild;
  const above = before?.classList.contains("message") ? before : null;
  const lastDay = above ? dayOf(above.querySelector("time").dateTime) : before?.dataset?.day;
  if (lastDay !== dayOf(entry.at)) log.insertBefore(dayLine(dayOf(entry.at)), next);
  else node.classList.toggle("follows", goesOn(above, entry));
  log.insertBefore(node, next);
}

export function sending(node, word, tone, ...buttons) {
  node.classList.toggle("sending", tone !== "failed");
  node.classList.toggle("failed", tone === "failed");
  note(node, word, tone)?.append(...buttons);
}

export function settled(node) {
  node.classList.remove("sending", "failed");
  note(node, "");
}

export const isMine = (entry) => entry.sender === me;
