// A channel's page: ties line, log, outbox, composer and reading together.
import * as composer from "../channel/composer.js";
import { oneMore } from "../channel/counts.js";
import { connect, hear, line } from "../channel/line.js";
import { fillUp, heads, older, take } from "../channel/log.js";
import { hurry, restore } from "../channel/outbox.js";
import * as reading from "../channel/reading.js";
import * as tools from "../channel/tools.js";
import { say } from "../channel/words.js";
import { flash } from "../flash.js";

const SHOWN_MS = 4_000;
const talk = document.getElementById("talk");
let quiet = null;

async function catchUp() {
  const status = await fillUp();
  if (status === 404) gone();
  else { hurry(); reading.look(); }
}

function gone() {
  flash(say("evicted"), "warn");
  document.getElementById("composer")?.remove();
  line.socket?.disconnect();
}

function typing({ channel, user, name }) {
  if (channel !== Number(talk.dataset.channel) || user === Number(document.body.dataset.me)) return;
  const place = document.getElementById("typing");
  place.textContent = say("typing", { name });
  clearTimeout(quiet);
  quiet = setTimeout(() => { place.textContent = ""; }, SHOWN_MS);
}

hear("up", catchUp);
hear("poll", catchUp);
hear("entry", take);
hear("heads", heads);
hear("unread", reading.unread);
hear("typing", typing);
hear("notified", () => oneMore("notifications"));
hear("evicted", (lost) => { if (lost.channel === Number(talk.dataset.channel)) gone(); });
document.querySelector("[data-older]")?.addEventListener("click", (event) => older(event.currentTarget));
reading.start();
composer.start();
tools.start();
restore();
connect();
