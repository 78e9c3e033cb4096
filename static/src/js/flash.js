// One sentence about what just happened; good news leaves by itself, warnings stay until they are dismissed.
const STAY_MS = 6000;

function box() {
  return document.getElementById("flashes");
}

function leaveLater(note) {
  if (!note.classList.contains("flash-warn")) setTimeout(() => note.remove(), STAY_MS);
}

/** tone: "good", "warn" or "". */
export function flash(sentence, tone = "") {
  const empty = box()?.querySelector("template");
  if (!empty || !sentence) return;
  const note = empty.content.firstElementChild.cloneNode(true);
  if (tone) note.classList.add(`flash-${tone}`);
  note.querySelector("p").textContent = sentence;
  box().append(note);
  leaveLater(note);
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-dismiss]")) event.target.closest(".flash, .note")?.remove();
});
// The server may send one along with an htmx answer:  HX-Trigger: {"flash": {"sentence": "…", "tone": "good"}}
document.addEventListener("flash", (event) => flash(event.detail.sentence, event.detail.tone));
box()?.querySelectorAll(".flash").forEach(leaveLater);
