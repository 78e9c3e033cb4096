// A file is looked at before it travels: its kind, that it is not empty, that it is not too large; dropping works as choosing.
import { word } from "./words.js";

export function sizeWords(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

function faultIn(file, input) {
  const max = Number(input.dataset.maxBytes || 0);
  const kinds = input.accept.split(",").map((kind) => kind.trim().toLowerCase()).filter((kind) => kind.startsWith("."));
  if (kinds.length && !kinds.some((kind) => file.name.toLowerCase().endsWith(kind))) return word("wrongKind", { name: file.name, kinds: kinds.join(" ") });
  if (!file.size) return word("emptyFile", { name: file.name });
  if (max && file.size > max) return word("tooLarge", { name: file.name, size: sizeWords(file.size), max: sizeWords(max) });
  return "";
}

function line(text, css) {
  const made = document.createElement("span");
  made.className = css;
  made.textContent = text;
  return made;
}

function look(input) {
  const list = input.closest("[data-file]").querySelector(".file-list");
  const faults = [...input.files].map((file) => faultIn(file, input));
  list.replaceChildren(...[...input.files].map((file, at) => line(faults[at] || `${file.name} · ${sizeWords(file.size)}`, faults[at] ? "warn" : "muted")));
  input.setCustomValidity(faults.find(Boolean) ?? "");
}

// The browser's own bubbles are off (validation.js): a file that cannot be taken stops the form here, the sentence stands below it.
document.addEventListener("submit", (event) => {
  const bad = [...event.target.elements].find((control) => control.type === "file" && control.validity.customError);
  if (!bad) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  bad.focus();
}, true);

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-file] input[type=file]")) look(event.target);
});
for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const box = event.target.closest?.("[data-file]");
    if (!box) return;
    event.preventDefault();
    box.classList.toggle("over", kind === "dragover");
    if (kind !== "drop" || !event.dataTransfer.files.length) return;
    const input = box.querySelector("input[type=file]");
    input.files = event.dataTransfer.files;
    look(input);
  });
}
