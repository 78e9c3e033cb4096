// htmx without eval, without inline styles, without another origin, without a copy of pages in local storage.
import htmx from "htmx.org";
import { token } from "./csrf.js";
import { flash } from "./flash.js";
import { word } from "./words.js";

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  scrollBehavior: "auto",
  // A refused form comes back as 422 with its errors at the fields: that page is shown like any other.
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

const SENTENCE = { 401: "expired", 403: "forbidden", 404: "gone" };

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = token();
});
document.addEventListener("htmx:responseError", (event) => {
  flash(word(SENTENCE[event.detail.xhr.status] ?? "failed"), "warn");
});
document.addEventListener("htmx:sendError", () => flash(word("offline"), "warn"));

export { htmx };
