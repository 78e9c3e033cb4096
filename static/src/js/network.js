// Losing the network is said once, quietly, and taken back when it returns.
import { word } from "./words.js";

let line = null;

function show() {
  if (navigator.onLine) { line?.remove(); line = null; return; }
  if (line) return;
  line = document.createElement("div");
  line.className = "offline";
  line.setAttribute("role", "status");
  line.textContent = word("offline");
  document.querySelector("main")?.before(line);
}

window.addEventListener("online", show);
window.addEventListener("offline", show);
