// Sending: one after the other, each until it is acknowledged or refused, over whatever line there is.
import { line, send } from "./line.js";
import { pending, take } from "./log.js";
import { sending } from "./draw.js";
import { post } from "./net.js";
import { forget, keep, waiting } from "./store.js";
import { say } from "./words.js";

const talk = document.getElementById("talk");
const channel = Number(talk.dataset.channel);
const me = Number(document.body.dataset.me);
const nodes = new Map();
const queue = [];
let busy = false;
let retryAt = 0;
let giveBack = () => {};

export const onDiscard = (run) => { giveBack = run; };

function who() {
  const mine = [...document.querySelectorAll(`.message[data-sender="${me}"]`)].at(-1);
  const name = document.querySelector(".rail-me b")?.textContent ?? "";
  return { name, line: mine?.querySelector(".message-head span")?.textContent.split(" · ")[0] ?? "" };
}

function button(word, run) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "link";
  made.textContent = say(word);
  made.addEventListener("click", run);
  return made;
}

function failed(item, sentence) {
  item.failed = true;
  keep(item);
  sending(nodes.get(item.client_id), `${sentence || say("failed")} `, "failed",
    button("again", () => { item.failed = false; queue.push(item); mark(item); work(); }),
    " ", button("discard", () => { drop(item); giveBack(item.text); }));
}

function drop(item) {
  forget(item.client_id);
  nodes.get(item.client_id)?.remove();
  nodes.delete(item.client_id);
}

const mark = (item) => sending(nodes.get(item.client_id), say(line.isUp ? "sending" : "waiting"), "");

async function deliver(item) {
  const body = { channel, client_id: item.client_id, text: item.text, mentions: item.mentions };
  if (line.isUp) return send("post", body);
  return post("/entries", { ...body, mentions: item.mentions.join(",") }).catch(() => null);
}

function acknowledged(item, answer) {
  forget(item.client_id);
  nodes.delete(item.client_id);
  take({ ...item, ...answer, channel, kind: "message", sender: me, state: "sent", reason: "", mentions: item.names });
}

function later(seconds) {
  retryAt = Date.now() + seconds * 1000;
  setTimeout(work, seconds * 1000 + 20);
}

// Nobody knows whether an unanswered one was stored: it is sent again under its own number, which the server knows.
async function one(item) {
  const answer = await deliver(item);
  if (answer?.ok) { queue.shift(); acknowledged(item, answer); return true; }
  if (answer && [400, 403, 404, 409, 413, 422].includes(answer.status)) { queue.shift(); failed(item, answer.error); return true; }
  mark(item);
  later(answer?.retry_after ?? 2 + Math.random() * 2);
  return false;
}

export async function work() {
  if (busy || Date.now() < retryAt) return;
  busy = true;
  try { while (queue.length && await one(queue[0])); } finally { busy = false; }
}

/** The line is back: no reason to wait for the next try. */
export function hurry() { retryAt = 0; queue.forEach(mark); work(); }

export function add(text, people) {
  const names = people.filter((one) => text.includes(`@${one.name}`));
  const item = { client_id: crypto.randomUUID?.() ?? uuid(), me, channel, text, names, mentions: names.map((one) => one.id), made: Date.now() };
  keep(item);
  stand(item);
  work();
}

function stand(item) {
  nodes.set(item.client_id, pending(item, who(), me));
  if (item.failed) { failed(item, ""); return; }
  queue.push(item);
  mark(item);
}

// Plain http on an intranet has no randomUUID.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

export async function restore() {
  for (const item of await waiting(me, channel)) stand(item);
  work();
}
