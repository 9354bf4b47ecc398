"use strict";
/* Site visits on a phone: the form works without a network, and what was recorded is sent once there is one.
   A report is sent under its key until an answer is heard; the server takes the same key once. */

(() => {
  const state = document.getElementById("visits-state");
  const say = state.dataset;
  const officer = Number(say.officer);
  const AGAIN = 15000; // milliseconds between two tries while something waits
  const WIDEST = 1600; // pixels of a photograph that is sent
  let isSending = false;
  let note = "";

  /* The worker that keeps the pages. */
  const tell = async (message) => {
    const worker = (await navigator.serviceWorker?.ready)?.active;
    if (!worker) return;
    await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      worker.postMessage(message, [port2]);
      setTimeout(resolve, 10000);
    });
  };
  const pagesToKeep = () => [
    location.pathname, say.home,
    ...[...document.querySelectorAll("a[data-keep]")].map((link) => link.pathname),
    ...[...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], link[rel=manifest]")].map((link) => link.href),
    ...[...document.scripts].filter((script) => script.src).map((script) => script.src),
    ...[...document.querySelectorAll("use")].map((use) => (use.getAttribute("href") ?? "").split("#")[0]).filter(Boolean),
  ];
  const prepare = async () => {
    if (!("serviceWorker" in navigator)) return;
    await navigator.serviceWorker.register(say.worker, { scope: say.home });
    const owner = Number(localStorage.getItem("visits-officer"));
    const isAnother = owner && owner !== officer;
    if (navigator.onLine) await tell({ clear: Boolean(isAnother), keep: [...new Set(pagesToKeep())] });
    localStorage.setItem("visits-officer", String(officer));
    document.documentElement.dataset.visitsKept = "yes";
  };

  /* What waits on the phone. */
  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-outline-primary btn-sm";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };
  const show = async () => {
    const waiting = await visitStore.reports(officer);
    state.replaceChildren();
    state.dataset.waitingNow = String(waiting.length);
    const lines = [];
    if (!navigator.onLine) lines.push(say.offline);
    if (waiting.length) lines.push(say.waiting.replace("{n}", waiting.length));
    if (note) lines.push(note);
    lines.forEach((line) => { const text = document.createElement("p"); text.className = "mb-1"; text.textContent = line; state.append(text); });
    if (waiting.length) {
      const list = document.createElement("ul");
      waiting.forEach((report) => {
        const entry = document.createElement("li");
        entry.append(report.title);
        if (report.refused) entry.append(` ${say.refused}${report.refused}`);
        const open = document.createElement("a");
        open.href = report.address;
        open.textContent = say.open;
        entry.append(open);
        list.append(entry);
      });
      state.append(list, button(say.send, () => sendAll()));
    }
    state.hidden = !lines.length;
  };

  const bodyOf = (report) => {
    const body = new FormData();
    report.fields.forEach(([name, value]) => body.append(name, value));
    report.photographs.forEach((photograph, place) => body.append("photographs", photograph, `${place + 1}.jpg`));
    return body;
  };
  const send = async (report, token) => {
    const answer = await fetch(report.address, {
      method: "POST", body: bodyOf(report), credentials: "same-origin", redirect: "manual",
      headers: { Accept: "application/json", "X-CSRFToken": token },
    });
    if (answer.status === 200) {
      const told = await answer.json();
      await visitStore.drop(report.key);
      await visitStore.dropDraft(officer, report.visited);
      await tell({ forget: [report.address] });
      return [say.sent, ...told.messages].join(" ");
    }
    if (answer.status >= 500 || answer.type === "opaqueredirect" || answer.status === 0) return say.again;
    const told = await answer.json().catch(() => ({ messages: [String(answer.status)] }));
    await visitStore.keep({ ...report, refused: told.messages.join(" ") });
    return say.refused + told.messages.join(" ");
  };
  const sendAll = async () => {
    if (isSending || !navigator.onLine) return show();
    const waiting = await visitStore.reports(officer);
    if (!waiting.length) return show();
    isSending = true;
    note = say.sending;
    await show();
    try {
      const session = await fetch(say.fresh, { credentials: "same-origin", redirect: "manual", cache: "no-store" });
      const fresh = session.ok ? await session.json() : null;
      if (!fresh || fresh.officer !== officer) note = session.status >= 500 ? say.again : say.signIn;
      else for (const report of waiting) note = await send(report, fresh.token);
    } catch {
      note = say.again;
    } finally {
      isSending = false;
      await show();
    }
  };

  /* The form. */
  const form = document.getElementById("visit-record");
  const made = [];
  const shrunk = async (file) => {
    const picture = await createImageBitmap(file);
    const factor = Math.min(1, WIDEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * factor);
    canvas.height = Math.round(picture.height * factor);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/jpeg", 0.82));
  };
  const drawn = async (blob, label) => {
    const picture = await createImageBitmap(blob);
    const canvas = document.createElement("canvas");
    canvas.width = 224;
    canvas.height = Math.round((picture.height / picture.width) * 224);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", label);
    picture.close();
    return canvas;
  };
  const fieldsOf = () => [...new FormData(form).entries()].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  const keepDraft = () => visitStore.keepDraft(officer, form.dataset.visited, { fields: fieldsOf(), photographs: made });
  const list = document.getElementById("photographs-taken");
  const showPhotographs = async () => {
    const entries = await Promise.all(made.map(async (blob, place) => {
      const entry = document.createElement("li");
      const label = `${list.dataset.photograph} ${place + 1}`;
      const remove = button(list.dataset.remove, async () => { made.splice(place, 1); await keepDraft(); await showPhotographs(); });
      remove.setAttribute("aria-label", `${list.dataset.remove} ${label}`);
      entry.append(await drawn(blob, label), remove);
      return entry;
    }));
    list.replaceChildren(...entries);
  };
  const restore = async () => {
    const draft = await visitStore.draft(officer, form.dataset.visited);
    if (!draft) return;
    const names = new Set(draft.fields.map(([name]) => name));
    [...form.elements].filter((item) => item.type === "checkbox" && item.name !== "csrfmiddlewaretoken").forEach((item) => { item.checked = draft.fields.some(([name, value]) => name === item.name && value === item.value); });
    [...form.elements].filter((item) => names.has(item.name)).forEach((item) => {
      const values = draft.fields.filter(([name]) => name === item.name).map(([, value]) => value);
      if (item.type === "radio") item.checked = values.includes(item.value);
      else if (item.type !== "checkbox" && item.type !== "file") item.value = values[0];
    });
    made.push(...draft.photographs);
    await showPhotographs();
  };
  const prepareForm = async () => {
    await restore();
    form.addEventListener("input", (event) => { if (event.target.type !== "file") keepDraft(); });
    document.getElementById("photographs").addEventListener("change", async (event) => {
      for (const file of [...event.target.files]) if (made.length < Number(form.dataset.most)) made.push(await shrunk(file));
      event.target.value = "";
      await keepDraft();
      await showPhotographs();
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const wrong = [...form.elements].filter((item) => ["findings"].includes(item.name) && !item.value.trim());
      const concluded = form.querySelector("[name=conclusion]:checked");
      const present = form.querySelectorAll("[name=present]:checked").length >= 2;
      if (wrong.length || !concluded || !present) {
        (wrong[0] ?? form.querySelector(concluded ? "[name=present]" : "[name=conclusion]")).focus();
        note = say.incomplete;
        await show();
        return;
      }
      form.elements.recorded_at.value ||= new Date().toISOString();
      const key = form.elements.key.value;
      await visitStore.keep({ key, officer, visited: form.dataset.visited, title: form.dataset.title, address: location.pathname, fields: fieldsOf(), photographs: made });
      state.scrollIntoView({ block: "nearest" });
      await sendAll();
    });
    form.dataset.ready = "yes";
  };

  /* Leaving: the pages are forgotten at once; what was not sent stays for the same officer. */
  document.addEventListener("submit", (event) => {
    if (!event.target.getAttribute("action")?.includes("/logout/")) return;
    if (Number(state.dataset.waitingNow) && !window.confirm(say.leave)) { event.preventDefault(); event.stopImmediatePropagation(); }
  }, true);

  window.addEventListener("online", sendAll);
  window.addEventListener("offline", show);
  setInterval(sendAll, AGAIN);
  (async () => {
    if (form) await prepareForm();
    await prepare().catch(() => {});
    await sendAll();
  })();
})();
