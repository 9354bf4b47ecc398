"use strict";
/* Small manners of every page. Nothing here is needed: each form and link works without it. */

document.documentElement.classList.add("has-js");

/* Menus made of <details>: one open at a time, Escape closes, a click elsewhere closes. */
const openMenus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  openMenus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
});

/* Dialogs, printing, going back, closing a notice. */
document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-open-dialog],[data-print],[data-back],[data-dismiss]");
  if (!target) return;
  if (target.dataset.openDialog) document.getElementById(target.dataset.openDialog)?.showModal();
  if ("print" in target.dataset) window.print();
  if ("dismiss" in target.dataset) target.closest(".notice").remove();
  if ("back" in target.dataset && history.length > 1) { event.preventDefault(); history.back(); }
});

/* What cannot be undone is asked first: <form data-confirm="…"> or <button data-confirm="…">. */
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm || event.target.dataset.confirm;
  if (question && !window.confirm(question)) { event.preventDefault(); event.stopImmediatePropagation(); return; }
  if (event.target.method === "dialog" || event.target.dataset.busy === "no") return;
  if (event.target.dataset.sent && !event.target.hasAttribute("hx-post")) { event.preventDefault(); return; }
  event.target.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
}, true);

/* Coming back with the browser's button, a form may be sent again. */
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  document.querySelectorAll("[aria-busy=true]").forEach((button) => button.removeAttribute("aria-busy"));
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
});

/* The summary of errors takes the focus, on a new page and in a fragment. */
const focusErrors = (root) => root.querySelector("[data-error-summary]")?.focus();
document.addEventListener("DOMContentLoaded", () => focusErrors(document));
document.addEventListener("htmx:afterSwap", (event) => focusErrors(event.target));

/* A refusal (409) and a form with errors (422) carry a fragment: show it as well. */
document.addEventListener("htmx:beforeSwap", (event) => {
  if ([409, 422].includes(event.detail.xhr.status)) { event.detail.shouldSwap = true; event.detail.isError = false; }
});
