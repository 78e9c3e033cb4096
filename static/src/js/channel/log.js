// What is shown, and up to which number it is whole. Entries apply once and in order; a hole is filled before going on.
import { line, send } from "./line.js";
import { dayOf, element, fill, insert, isMine, newLine, place, settled } from "./draw.js";
import { get } from "./net.js";

const talk = document.getElementById("talk");
const log = document.getElementById("log");
const channel = Number(talk.dataset.channel);
const WAIT_MS = 250;
const early = new Map();
const listeners = [];
let cursor = Number(talk.dataset.head);
let filling = null;
let timer = null;

export const cursorNow = () => cursor;
export const onMessage = (run) => listeners.push(run);
export const isAtEnd = () => log.scrollHeight > log.clientHeight + 4
  ? log.scrollHeight - log.scrollTop - log.clientHeight < 80
  : document.documentElement.scrollHeight - scrollY - innerHeight < 120;

export function toEnd() {
  log.scrollTop = log.scrollHeight;
  if (matchMedia("(max-width: 48rem)").matches) scrollTo(0, document.documentElement.scrollHeight);
}

const byClient = (entry) => [...log.querySelectorAll(".message.sending, .message.failed")].find((node) => node.dataset.client === entry.client_id);
const bySeq = (seq) => document.getElementById(`m${seq}`);

/** Pending ones stand last; what the server has ordered stands above them. */
const firstPending = () => log.querySelector(".message.sending, .message.failed");

function show(entry, isLive) {
  if (bySeq(entry.seq)) { fill(bySeq(entry.seq), entry); return; }
  document.getElementById("empty")?.remove();
  const own = byClient(entry);
  own?.remove();
  const stays = isAtEnd();
  if (isLive && !isMine(entry) && !document.getElementById("new") && (document.hidden || !stays)) log.insertBefore(newLine(), firstPending());
  insert(log, own ? placed(own, entry) : element(entry), entry, firstPending());
  if (stays || isMine(entry)) toEnd();
  if (isLive) listeners.forEach((run) => run(entry));
}

function placed(node, entry) {
  settled(node);
  place(node, entry);
  node.querySelector("time").dateTime = entry.at;
  fill(node, entry);
  return node;
}

function apply(entry, isLive) {
  if (entry.seq <= cursor) return;
  cursor = entry.seq;
  if (entry.kind === "message") show(entry, isLive);
  else if (bySeq(entry.target.seq)) fill(bySeq(entry.target.seq), entry.target);
}

function applyEarly() {
  while (early.has(cursor + 1)) apply(early.get(cursor + 1), true);
  for (const seq of early.keys()) if (seq <= cursor) early.delete(seq);
}

/** seq == cursor + 1 applies, ≤ cursor is known, anything further waits a moment for its neighbours and then asks for them. */
export function take(entry) {
  if (entry.channel !== channel || entry.seq <= cursor) return;
  early.set(entry.seq, entry);
  applyEarly();
  if (early.size && !timer) timer = setTimeout(() => { timer = null; if (early.size) fillUp(); }, WAIT_MS);
}

export function heads(all) {
  if (all[channel] > cursor) setTimeout(() => { if (all[channel] > cursor) fillUp(); }, WAIT_MS);
}

function restart(answer) {
  log.querySelectorAll(".message[data-seq], .talk-day, .talk-new").forEach((node) => node.remove());
  cursor = 0;
  for (const entry of answer.entries) show(entry, false);
  cursor = answer.head;
}

function takeAll(answer) {
  if (answer.reset) restart(answer);
  else for (const entry of answer.entries) apply(entry, true);
  applyEarly();
}

/** Over the socket where it holds, which joins as well; over plain requests where it does not. */
export async function fillUp() {
  filling ??= (async () => {
    try {
      for (let more = true; more;) {
        const answer = line.isUp ? await send("join", { channel, after: cursor }) : await get("/entries", { after: cursor });
        if (!answer?.entries) return answer?.status ?? 0;
        takeAll(answer);
        more = answer.more && !answer.reset;
      }
      return 200;
    } catch { return 0; } finally { filling = null; }
  })();
  return filling;
}

/** Fifty earlier ones, without moving what is being read. */
export async function older(button) {
  const first = log.querySelector(".message[data-seq]");
  const answer = await get("/entries", { before: first?.dataset.seq ?? 1 }).catch(() => null);
  if (!answer?.entries) return;
  const height = log.scrollHeight;
  const day = first?.previousElementSibling;
  if (day?.classList.contains("talk-day") && answer.entries.length && dayOf(answer.entries.at(-1).at) === day.dataset.day) day.remove();
  for (const entry of answer.entries) insert(log, element(entry), entry, first);
  log.scrollTop += log.scrollHeight - height;
  if (!answer.more) button.parentElement.remove();
}

/** What this device sent and waits for stands at the end until the server has given it a number. */
export function pending(item, name, sender) {
  document.getElementById("empty")?.remove();
  const entry = { ...item, name: name.name, line: name.line, sender, state: "sent", at: new Date(item.made).toISOString(), mentions: item.names ?? [], seq: 0 };
  const node = element(entry);
  insert(log, node, entry);
  toEnd();
  return node;
}
