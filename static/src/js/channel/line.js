// The line to the server: one socket while it holds, the same addresses polled while it does not. It never orders anything.
import { io } from "socket.io-client";
import { token } from "../csrf.js";
import { say } from "./words.js";

const POLL_MS = 5_000;
const ANSWER_MS = 8_000;
const GIVE_UP_MS = 20_000;
const sign = document.getElementById("line-state");

export const line = { socket: null, isUp: false };
const heard = {};

export function hear(topic, run) { heard[topic] = run; }
const tell = (topic, body) => heard[topic]?.(body);

function show(name, tone) {
  sign.className = `badge ${tone}`.trim();
  sign.querySelector("[data-line]").textContent = say(name);
  sign.dataset.state = name;
}

let since = Date.now();
function down() {
  if (line.isUp) since = Date.now();
  line.isUp = false;
  show(Date.now() - since > GIVE_UP_MS || !navigator.onLine ? "broken" : "reconnecting", "badge-warn");
}

function up() {
  line.isUp = true;
  show("connected", "badge-good");
  tell("up");
}

/** Resolves to the acknowledgement, or to null when none came: then nobody knows, and the same number is sent again. */
export function send(event, body) {
  return new Promise((resolve) => {
    if (!line.socket?.connected) { resolve(null); return; }
    line.socket.timeout(ANSWER_MS).emit(event, body, (fault, answer) => resolve(fault ? null : answer));
  });
}

export function connect() {
  const socket = io({
    transports: ["websocket"],
    auth: (give) => give({ token: token() }),
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.5,
    timeout: ANSWER_MS,
  });
  line.socket = socket;
  socket.on("connect", up);
  socket.on("disconnect", (reason) => {
    down();
    // The server's own goodbye is not retried by the library: a session that ended is told by the next answer.
    if (reason === "io server disconnect") setTimeout(() => socket.connect(), 3_000);
  });
  socket.on("connect_error", () => { down(); if (!socket.active) setTimeout(() => socket.connect(), POLL_MS); });
  for (const topic of ["entry", "heads", "unread", "typing", "notified", "evicted"]) socket.on(topic, (body) => tell(topic, body));
  setInterval(() => { if (!line.isUp) { down(); tell("poll"); } }, POLL_MS);
  window.addEventListener("offline", () => { socket.io.engine?.close(); down(); });
  window.addEventListener("online", () => socket.connect());
}
