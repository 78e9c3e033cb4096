// What one may do with a message that stands there: take back, change, come back to it later.
import { ask } from "../confirm.js";
import { flash } from "../flash.js";
import { word } from "../words.js";
import { take } from "./log.js";
import { post } from "./net.js";
import { markUnread } from "./reading.js";
import { say } from "./words.js";

const talk = document.getElementById("talk");
const me = document.body.dataset.me;
const DAY_MS = 24 * 3_600_000;

function button(name, run) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-plain btn-small";
  made.textContent = say(name);
  made.addEventListener("click", run);
  return made;
}

async function carry(path, fields) {
  const answer = await post(path, fields).catch(() => null);
  if (answer?.ok) take(answer);
  else flash(answer?.error || word("offline"), "warn");
  return Boolean(answer?.ok);
}

async function recall(node) {
  if (await ask(say("recallSure"), say("recall"))) carry(`/channels/messages/${node.dataset.id}/recalls`);
}

/** A box in the message's own place: `carryOut` gets what was written and says whether it was done. */
function write(node, label, start, name, carryOut) {
  const text = node.querySelector(".message-text");
  const box = document.createElement("textarea");
  box.className = "input";
  box.value = start;
  box.setAttribute("aria-label", say(label));
  box.placeholder = say(label);
  const bar = document.createElement("div");
  bar.className = "actions";
  const done = () => { box.remove(); bar.remove(); text.hidden = false; };
  bar.append(button(name, async () => { if (await carryOut(box.value)) done(); }), button("close", done));
  text.hidden = label === "editing";
  text.after(box, bar);
  box.focus();
}

const edit = (node) => write(node, "editing", node.querySelector(".message-text").textContent, "edit",
  (text) => carry(`/channels/messages/${node.dataset.id}/edits`, { text }));
const remove = (node) => write(node, "reason", "", "remove",
  (reason) => carry(`/channels/messages/${node.dataset.id}/removals`, { reason }));

function toolsFor(node) {
  const bar = document.createElement("div");
  bar.className = "message-tools";
  const isMine = node.dataset.sender === me && talk.dataset.open && !node.classList.contains("gone");
  const isYoung = Date.now() - Date.parse(node.querySelector("time").dateTime) < DAY_MS;
  if (isMine && isYoung) bar.append(button("edit", () => edit(node)), button("recall", () => recall(node)));
  const isTheirs = node.dataset.sender !== me && talk.dataset.officer.split(" ").includes(node.dataset.branch);
  if (isTheirs && !node.classList.contains("gone")) bar.append(button("remove", () => remove(node)));
  bar.append(button("unread", () => markUnread(Number(node.dataset.seq))));
  return bar;
}

// Made when somebody points at a message: fifty of them need no two hundred buttons.
function point(event) {
  const node = event.target.closest?.(".message[data-seq]");
  if (!node || node.querySelector(".message-tools")) return;
  document.querySelectorAll(".message-tools").forEach((bar) => bar.remove());
  node.append(toolsFor(node));
}

export function start() {
  for (const kind of ["pointerover", "focusin", "click"]) document.getElementById("log").addEventListener(kind, point);
}
