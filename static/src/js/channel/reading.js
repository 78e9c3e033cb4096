// Reading: what was in sight counts as read, here and on every other device; new words are announced without shouting.
import { show } from "./counts.js";
import { isMine } from "./draw.js";
import { line, send } from "./line.js";
import { cursorNow, isAtEnd, onMessage, toEnd } from "./log.js";
import { post } from "./net.js";
import { say } from "./words.js";

const PAUSE_MS = 800;
const talk = document.getElementById("talk");
const channel = Number(talk.dataset.channel);
const log = document.getElementById("log");
const jump = document.getElementById("jump");
let read = Number(talk.dataset.read);
let fresh = 0;
let timer = null;
let isHeld = false;

const isNews = () => !isHeld && !document.hidden && isAtEnd() && cursorNow() > read;

async function report() {
  timer = null;
  if (!isNews()) return;
  const seq = cursorNow();
  const answer = line.isUp ? await send("read", { channel, seq }) : await post("/reading", { seq }).catch(() => null);
  if (answer?.ok) read = Math.max(read, seq);
  recount(answer);
}

export function look() {
  if (isAtEnd()) { fresh = 0; jump.hidden = true; }
  timer ??= setTimeout(report, PAUSE_MS);
}

/** Who leaves before the pause is over has read it all the same; the request outlives the page. */
function leave() {
  if (timer && isNews()) post("/reading", { seq: cursorNow() }, { keepalive: true }).catch(() => null);
}

/** The first report often leaves before the socket is up: the hint that follows it finds nobody, its answer says the same. */
function recount(answer) {
  if (answer?.ok && answer.total !== undefined) show("discussion", answer.total);
}

/** Another device may have read further, or marked it as unread: this page believes the server. */
export function unread(hint) {
  show("discussion", hint.total);
  if (hint.channel === channel && hint.seq !== undefined) read = hint.seq;
}

/** From this message on everything is to count as new again; until the page is opened anew, nothing here marks it read. */
export async function markUnread(seq) {
  isHeld = true;
  recount(await post("/reading", { seq, unread: 1 }));
}

function arrived(entry) {
  if (isMine(entry)) { look(); return; }
  document.getElementById("announce").textContent = say("said", { name: entry.name, text: entry.text.slice(0, 200) });
  if (!isAtEnd()) {
    fresh += 1;
    jump.querySelector("span").textContent = say("fresh", { count: fresh });
    jump.hidden = false;
  }
  look();
}

export function start() {
  const first = document.getElementById("new");
  if (first) first.scrollIntoView({ block: "center" });
  else toEnd();
  onMessage(arrived);
  log.addEventListener("scroll", look, { passive: true });
  addEventListener("scroll", look, { passive: true });
  document.addEventListener("visibilitychange", look);
  jump.addEventListener("click", () => { toEnd(); look(); });
  addEventListener("pagehide", leave);
  report();
}
