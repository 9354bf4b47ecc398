"use strict";
/* What a person types or ticks while an answer of the server is on its way is not lost when it comes.
   Only what was touched after the question left is put back: the server knows the rest, and better. */
(() => {
  let moment = 0;
  const touched = new Map(); // what was touched → when, and how it stands since
  const left = new WeakMap(); // request → when it left
  const isBox = (control) => ["checkbox", "radio"].includes(control.type);
  const keyOf = (control) => (isBox(control) ? `${control.name}=${control.value}` : control.name);
  const note = ({ target }) => {
    if (!target.name || ["file", "hidden"].includes(target.type)) return;
    touched.delete(keyOf(target)); // the last choice of a group comes last
    touched.set(keyOf(target), { at: moment += 1, state: isBox(target) ? target.checked : target.value });
  };
  document.addEventListener("input", note, true);
  document.addEventListener("change", note, true);
  document.addEventListener("htmx:beforeRequest", (event) => { left.set(event.detail.xhr, moment); });
  document.addEventListener("htmx:afterSwap", (event) => {
    const asked = left.get(event.detail.xhr) ?? moment;
    const controls = new Map([...document.querySelectorAll("[data-typing] :is(input, select, textarea)")].map((each) => [keyOf(each), each]));
    touched.forEach(({ at, state }, key) => {
      const control = controls.get(key);
      if (at <= asked || !control) return;
      if (isBox(control)) control.checked = state; else control.value = state;
    });
  });
})();
