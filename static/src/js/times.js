// <time data-ago datetime="…">: within a day "5 分钟前", kept true while the page stays open; older ones stay as the server wrote them.
import { word } from "./words.js";

const MINUTE = 60_000;

function words(age) {
  if (age < MINUTE) return word("justNow");
  if (age < 60 * MINUTE) return word("minutesAgo", { count: Math.floor(age / MINUTE) });
  return word("hoursAgo", { count: Math.floor(age / (60 * MINUTE)) });
}

export function refresh(root = document) {
  for (const time of root.querySelectorAll("time[data-ago]")) {
    const age = Date.now() - Date.parse(time.dateTime);
    if (age >= 0 && age < 24 * 60 * MINUTE) time.textContent = words(age);
  }
}

refresh();
setInterval(refresh, MINUTE);
document.addEventListener("htmx:afterSettle", (event) => refresh(event.target));
