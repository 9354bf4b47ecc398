"use strict";
/* What is typed or ticked in a form while an answer of the server is on its way is not lost when it comes. */
(() => {
  const isBox = (control) => ["checkbox", "radio"].includes(control.type);
  const keyOf = (control) => (isBox(control) ? `${control.name}=${control.value}` : control.name);
  const stateOf = (control) => (isBox(control) ? control.checked : control.value);
  const statesIn = (root) => new Map([...root.querySelectorAll("input, select, textarea")].map((each) => [keyOf(each), stateOf(each)]));
  let sent = new Map();
  let since = new Map();
  const fields = () => document.getElementById("fields");

  document.addEventListener("htmx:beforeRequest", () => { sent = statesIn(fields()); });
  document.addEventListener("htmx:beforeSwap", () => { since = statesIn(fields()); });
  document.addEventListener("htmx:afterSwap", () => {
    fields().querySelectorAll("input, select, textarea").forEach((control) => {
      const state = since.get(keyOf(control));
      const asked = sent.get(keyOf(control)) ?? (isBox(control) ? false : ""); // not there when we asked: untouched
      if (state === undefined || state === asked) return;
      if (isBox(control)) control.checked = state; else control.value = state;
    });
  });
})();
