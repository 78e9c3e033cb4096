// data-upload on a form: the bytes that really left are shown; a cut connection leaves the form as it was, ready to go again.
import { token } from "./csrf.js";
import { flash } from "./flash.js";
import { htmx } from "./htmx-setup.js";
import { goToRefused } from "./validation.js";
import { word } from "./words.js";

function bar(form) {
  const box = document.createElement("div");
  box.className = "upload";
  box.setAttribute("role", "status");
  const progress = document.createElement("progress");
  progress.max = 100;
  progress.value = 0;
  const label = document.createElement("span");
  box.append(progress, label);
  form.querySelector(".form-foot, button[type=submit]").before(box);
  return (percent) => {
    progress.value = percent;
    label.textContent = percent < 100 ? word("uploading", { percent }) : word("uploadDone");
    if (percent === null) box.remove();
  };
}

// A refused form comes back as a page with its errors: only its middle is taken over. Files chosen cannot be kept by any browser.
function arrive(request, sentTo) {
  const at = new URL(request.responseURL || sentTo, location.href);
  if (request.status < 400 && at.href !== new URL(sentTo, location.href).href) return location.assign(at);
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const main = page.querySelector("main");
  if (!main) return flash(word("failed"), "warn");
  document.querySelector("main").replaceWith(main);
  htmx.process(main);
  goToRefused();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-upload]") || event.defaultPrevented) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  const show = bar(form);
  const request = new XMLHttpRequest();
  const stop = () => { delete form.dataset.busy; show(null); };
  request.upload.onprogress = ({ loaded, total }) => show(Math.min(100, Math.round((loaded / total) * 100)));
  request.onload = () => { stop(); arrive(request, form.action); };
  request.onerror = () => { stop(); flash(word("uploadFailed"), "warn"); };
  request.open("POST", form.action);
  request.setRequestHeader("X-CSRFToken", token());
  request.send(new FormData(form, event.submitter ?? undefined));
});
