"use strict";
/* What a phone keeps of site visits until it was sent: one draft for each case of a visit, and reports on their way.
   Rows bear the officer's key; another officer on the same phone neither sees nor sends them. */

const visitStore = (() => {
  let opened;
  const open = () => (opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("tongban-visits", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("drafts", { keyPath: "id" });
      request.result.createObjectStore("reports", { keyPath: "key" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  }));

  const on = async (name, mode, act) => {
    const store = (await open()).transaction(name, mode).objectStore(name);
    return new Promise((resolve, reject) => {
      const request = act(store);
      const { transaction } = store;
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
  };

  const draftOf = (officer, visited) => `${officer}:${visited}`;
  return {
    draft: (officer, visited) => on("drafts", "readonly", (store) => store.get(draftOf(officer, visited))),
    keepDraft: (officer, visited, draft) => on("drafts", "readwrite", (store) => store.put({ ...draft, id: draftOf(officer, visited) })),
    dropDraft: (officer, visited) => on("drafts", "readwrite", (store) => store.delete(draftOf(officer, visited))),
    keep: (report) => on("reports", "readwrite", (store) => store.put(report)),
    drop: (key) => on("reports", "readwrite", (store) => store.delete(key)),
    reports: async (officer) => (await on("reports", "readonly", (store) => store.getAll())).filter((report) => report.officer === officer),
  };
})();
