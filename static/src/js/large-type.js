// 大字: the page grows at once, the choice is kept with the account; without script the form posts and the page comes back.
import { post } from "./csrf.js";
import { flash } from "./flash.js";
import { word } from "./words.js";

function apply(isLarge) {
  document.documentElement.classList.toggle("large", isLarge);
  for (const form of document.querySelectorAll("form[data-large]")) {
    form.elements.is_large_type.value = isLarge ? "0" : "1";
    form.querySelector("button").setAttribute("aria-pressed", String(isLarge));
    const state = form.querySelector("[data-on]");
    if (state) state.textContent = isLarge ? state.dataset.on : state.dataset.off;
  }
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-large]");
  if (!form) return;
  event.preventDefault();
  const isLarge = form.elements.is_large_type.value === "1";
  const body = new FormData(form);
  apply(isLarge);
  const response = await post(form.getAttribute("action"), body).catch(() => null);
  if (!response?.ok) { apply(!isLarge); flash(word("failed"), "warn"); }
}, true);
