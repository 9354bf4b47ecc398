"use strict";
/* The window desk by keyboard. Every form works without this: it only saves keystrokes. */

const composing = (event) => event.isComposing || event.keyCode === 229;
const plainKey = (event) => !composing(event) && !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
const CONTROLS = "input:not([type=hidden]):not([type=file]), select, textarea, button:not([tabindex='-1'])";
const visible = (items) => [...items].filter((item) => item.offsetParent && !item.disabled);

/* Where to begin: an error, the field that is next, the button that goes on. */
document.addEventListener("DOMContentLoaded", () => {
  if (document.querySelector("[data-error-summary]")) return;
  const group = document.querySelector("[data-focus]");
  const first = group?.querySelector(group.dataset.focus) ?? document.querySelector("[data-first]");
  const sheet = visible(document.querySelectorAll("#sheet .field input, #sheet .field select, #sheet .field textarea"));
  (first ?? sheet.find((control) => control.type === "radio" || !control.value) ?? sheet[0])?.focus({ preventScroll: Boolean(first) });
});

/* Escape leaves a field, so that the single keys work. */
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && plainKey(event) && event.target.matches("input, select, textarea")) event.target.blur();
});

/* Enter goes to the next field of a sheet; nothing is received by a slip of the finger. */
document.addEventListener("keydown", (event) => {
  const form = event.target.form;
  if (event.key !== "Enter" || !plainKey(event) || form?.dataset.enter !== "next") return;
  if (!event.target.matches("input:not([type=file]), select")) return;
  event.preventDefault();
  const controls = visible(form.querySelectorAll(CONTROLS));
  const own = event.target.name;
  controls.slice(controls.indexOf(event.target) + 1).find((control) => control.name !== own || control.type !== "radio")?.focus();
});

/* Items while typing: arrows walk through what was found, Enter in the field opens the first. */
let isWanted = false;
const field = () => document.querySelector("[data-item-text]");
const offers = () => [...document.querySelectorAll("[data-offer]")];

document.addEventListener("keydown", (event) => {
  if (!plainKey(event)) return;
  const inField = event.target.matches("[data-item-text]");
  const at = offers().indexOf(event.target);
  if (!inField && at < 0) return;
  if (event.key === "ArrowDown") { event.preventDefault(); offers()[inField ? 0 : Math.min(at + 1, offers().length - 1)]?.focus(); }
  if (event.key === "ArrowUp" && !inField) { event.preventDefault(); (at ? offers()[at - 1] : field()).focus(); }
  if (event.key === "Enter" && inField && field().value.trim()) { event.preventDefault(); open(); }
});

const isFound = () => document.getElementById("offers")?.dataset.for === field().value.trim();
const open = () => {
  if (isFound()) { offers()[0]?.click(); return; }
  isWanted = true;
  window.htmx.trigger(field(), "look");
};
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "offers" && !document.getElementById("offers")) return;
  if (isWanted && field() && isFound()) { isWanted = false; offers()[0]?.click(); }
});
document.addEventListener("input", (event) => { if (event.target.matches("[data-item-text]")) isWanted = false; });

/* All papers as they are asked; a second press takes the marks away again. */
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-mark-all]")) return;
  const boxes = visible(document.querySelectorAll(".desk-papers [data-asked]"));
  const isOn = !boxes.every((box) => box.checked);
  boxes.forEach((box) => { box.checked = isOn; box.dispatchEvent(new Event("input", { bubbles: true })); });
});

/* The button that hands results over counts those that are ticked. */
document.addEventListener("change", ({ target }) => {
  const count = target.form?.querySelector("[data-ticked]");
  if (count) count.textContent = `（${target.form.querySelectorAll("[name=number]:checked").length}）`;
});

/* The focus stays with the paper that was captured, whatever else is asked for anew beside it. */
let lastPaper = "";
document.addEventListener("focusin", ({ target }) => { lastPaper = target.closest(".desk-paper-scans")?.parentElement.id ?? ""; });
document.addEventListener("htmx:afterSettle", ({ target }) => {
  const stays = document.activeElement && document.activeElement !== document.body;
  if (!lastPaper || stays || !target.matches(".desk-paper, #depends")) return;
  document.querySelector(`#${CSS.escape(lastPaper)} .desk-paper-scans button`)?.focus();
});
