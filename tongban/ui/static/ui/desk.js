"use strict";
/* Keys of the staff desk. They keep still while someone types, or while an input method composes.
   A page adds its own: any element with data-key="a" is pressed by that key; its data-key-label joins the help. */

const isTyping = (element) => element.matches("input:not([type=checkbox]):not([type=radio]), textarea, select") || element.isContentEditable;
const isComposing = (event) => event.isComposing || event.keyCode === 229;

const rows = () => [...document.querySelectorAll("tr[data-row], li[data-row]")].filter((row) => row.offsetParent);

const chooseRow = (step) => {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.classList.contains("is-chosen"));
  const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + step))];
  all[at]?.classList.remove("is-chosen");
  next.classList.add("is-chosen");
  (next.querySelector("a") ?? next).focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
};

const COMMANDS = {
  "?": () => document.getElementById("shortcuts")?.showModal(),
  "/": () => document.querySelector("[data-search]")?.focus(),
  j: () => chooseRow(1),
  k: () => chooseRow(-1),
};

document.addEventListener("keydown", (event) => {
  if (isComposing(event) || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
  if (event.ctrlKey) {
    if (event.key === "Enter" && event.target.form) { event.preventDefault(); event.target.form.requestSubmit(); }
    return;
  }
  if (isTyping(event.target)) return;
  const own = [...document.querySelectorAll("[data-key]")].find((item) => item.dataset.key === event.key && item.offsetParent);
  const command = own ? () => (own.matches("input, select, textarea") ? own.focus() : own.click()) : COMMANDS[event.key];
  if (command) { event.preventDefault(); command(); }
});

/* The help lists the keys that this page adds. */
document.getElementById("shortcuts")?.addEventListener("toggle", (event) => {
  const list = event.target.querySelector("[data-shortcut-list]");
  list.querySelectorAll("[data-of-page]").forEach((entry) => entry.remove());
  document.querySelectorAll("[data-key][data-key-label]").forEach((item) => {
    const entry = document.createElement("div");
    const [term, key, text] = ["dt", "kbd", "dd"].map((name) => document.createElement(name));
    entry.dataset.ofPage = "";
    key.textContent = item.dataset.key;
    text.textContent = item.dataset.keyLabel;
    term.append(key);
    entry.append(term, text);
    list.append(entry);
  });
});
