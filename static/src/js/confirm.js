// A deed with consequences names them first: data-confirm on its form holds the sentence ("将通知 2 个支部的 23 人").
import { word } from "./words.js";

const confirmed = new WeakSet();

function button(label, css) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = css;
  made.textContent = label;
  return made;
}

/** Resolves to whether the person agreed; Escape and the shade mean no. */
export function ask(sentence, label = word("confirm")) {
  const dialog = document.createElement("dialog");
  dialog.className = "sheet";
  dialog.setAttribute("aria-label", word("confirmTitle"));
  const body = document.createElement("div");
  body.className = "card-body keep-lines";
  body.textContent = sentence;
  const foot = document.createElement("div");
  foot.className = "sheet-foot";
  const no = button(word("cancel"), "btn");
  const yes = button(label, "btn btn-primary");
  foot.append(no, yes);
  dialog.append(body, foot);
  document.body.append(dialog);
  return new Promise((resolve) => {
    no.addEventListener("click", () => dialog.close());
    yes.addEventListener("click", () => dialog.close("yes"));
    dialog.addEventListener("close", () => { dialog.remove(); resolve(dialog.returnValue === "yes"); });
    dialog.showModal();
  });
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.confirm || confirmed.has(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const submitter = event.submitter;
  if (!(await ask(form.dataset.confirm, submitter?.textContent.trim()))) return;
  confirmed.add(form);
  if (form.requestSubmit) form.requestSubmit(submitter ?? undefined);
  else form.submit();
  confirmed.delete(form);
}, true);
