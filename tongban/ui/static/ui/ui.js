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

const release = (form) => {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy=true]").forEach((button) => button.removeAttribute("aria-busy"));
};

/* What cannot be undone is asked first: <form data-confirm="…"> or <button data-confirm="…">. */
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm || event.target.dataset.confirm;
  if (question && !window.confirm(question)) { event.preventDefault(); event.stopImmediatePropagation(); return; }
  if (event.target.method !== "post" || event.target.dataset.busy === "no") return;
  if (event.target.dataset.sent) { event.preventDefault(); event.stopImmediatePropagation(); return; }
  event.target.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
  setTimeout(release, 8000, event.target); // an answer may be a download, which leaves the page as it is
}, true);

/* Coming back with the browser's button, a form may be sent again. */
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach(release);
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
});

/* A phrase that is offered is written into its field, behind what stands there: <button data-write-into="id" data-words="…">. */
document.addEventListener("click", (event) => {
  const offer = event.target.closest("[data-write-into]");
  const field = offer && document.getElementById(offer.dataset.writeInto);
  if (!field) return;
  const said = [field.value.trim(), offer.dataset.words].filter(Boolean).join("；");
  if (!field.value.includes(offer.dataset.words) && (field.maxLength < 0 || said.length <= field.maxLength)) field.value = said;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});

/* The summary of errors takes the focus, on a new page and in a fragment. */
const focusErrors = (root) => root.querySelector("[data-error-summary]")?.focus();
document.addEventListener("DOMContentLoaded", () => focusErrors(document));
document.addEventListener("htmx:afterSwap", (event) => focusErrors(event.target));

/* A refusal (409) and a form with errors (422) carry a fragment: show it as well. */
document.addEventListener("htmx:beforeSwap", (event) => {
  if ([409, 422].includes(event.detail.xhr.status)) { event.detail.shouldSwap = true; event.detail.isError = false; }
});

/* Escape closes menus and gives the focus back to their button. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  openMenus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
});

/* A draft saves itself, and tries again until it is kept: <form data-autosave="address"> with an element [data-autosave-note data-saved="…" data-failed="…"]. */
const saving = new WeakMap();
const save = async (form) => {
  const note = form.querySelector("[data-autosave-note]");
  const body = new FormData(form);
  [...body.entries()].forEach(([name, value]) => { if (value instanceof File) body.delete(name); });
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { "HX-Request": "true" } });
    if (!answer.ok) throw new Error(answer.status);
    document.documentElement.classList.remove("is-away");
    if (note) note.textContent = note.dataset.saved.replace("{time}", new Date().toTimeString().slice(0, 5));
  } catch {
    document.documentElement.classList.add("is-away");
    if (note) note.textContent = note.dataset.failed;
    saving.set(form, setTimeout(save, 5000, form));
  }
};
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.dataset.autosave || event.isComposing) return;
  clearTimeout(saving.get(form));
  saving.set(form, setTimeout(save, 1500, form));
});

/* Uploads: names and sizes of what was chosen, and progress when htmx sends. */
const size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
document.addEventListener("change", (event) => {
  const chosen = event.target.closest("[data-upload]")?.querySelector("[data-upload-chosen]");
  if (!chosen || event.target.type !== "file") return;
  chosen.replaceChildren(...[...event.target.files].map((file) => {
    const line = document.createElement("li");
    line.textContent = `${file.name} · ${size(file.size)}`;
    return line;
  }));
});
document.addEventListener("htmx:xhr:progress", (event) => {
  event.target.querySelectorAll("[data-upload-progress]").forEach((bar) => {
    bar.hidden = false;
    bar.value = event.detail.total ? (100 * event.detail.loaded) / event.detail.total : 0;
  });
});

/* A network or a system that is gone is said, not swallowed. */
document.addEventListener("htmx:sendError", () => document.documentElement.classList.add("is-offline"));
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status >= 500) document.documentElement.classList.add("is-away");
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) document.documentElement.classList.remove("is-offline", "is-away");
  const form = event.target.closest?.("form");
  if (form) release(form);
});

/* Signing out leaves no page behind that was kept for where there is no network. */
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented && event.target.getAttribute("action")?.includes("/logout/")) window.caches?.keys().then((names) => names.forEach((name) => window.caches.delete(name)));
});
