"use strict";
/* Keeps the pages of site visits for where there is no network. Pages come from the network while there is one;
   what was kept is shown when it does not answer. Nothing is kept of any other page, and nothing that was sent. */

const KEPT = "tongban-visits-1";
const PATIENCE = 6000; // milliseconds: a cellar with one bar of signal answers late or never
const ANY = { ignoreVary: true }; // one officer, one language at a time
const SCOPE = new URL(self.registration.scope).pathname;

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const isOurs = (url) => url.origin === self.location.origin && (url.pathname.startsWith(SCOPE) || url.pathname.startsWith("/static/"));
/* Pages of the desk are stored nowhere; the server marks the few that may be kept here. */
const mayBeKept = (answer) => answer.headers.has("Kept-On-Phone") || !/no-store/.test(answer.headers.get("Cache-Control") ?? "");
const isKept = (answer) => answer.ok && !answer.redirected && mayBeKept(answer);

const keep = async (request, answer) => {
  if (!isKept(answer)) return;
  const cache = await caches.open(KEPT);
  await cache.put(request, answer.clone());
};

const inTime = (request) => new Promise((resolve, reject) => {
  const timer = setTimeout(() => reject(new Error("late")), PATIENCE);
  fetch(request).then(resolve, reject).finally(() => clearTimeout(timer));
});

const answerTo = async (request) => {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request, ANY);
  try {
    const answer = await (kept ? inTime(request) : fetch(request));
    if (request.mode === "navigate" && answer.redirected) await caches.delete(KEPT); // signed out meanwhile
    else await keep(request, answer);
    return answer;
  } catch (error) {
    if (kept) return kept;
    const home = request.mode === "navigate" && (await cache.match(SCOPE, ANY));
    if (home) return home;
    throw error;
  }
};

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || !isOurs(url)) return;
  if (event.request.mode === "navigate" || url.pathname.startsWith("/static/")) event.respondWith(answerTo(event.request));
});

/* A page names what is to be kept, and what is done with. */
self.addEventListener("message", (event) => {
  const { keep: wanted = [], forget = [], clear = false } = event.data;
  event.waitUntil((async () => {
    if (clear) await caches.delete(KEPT);
    const cache = await caches.open(KEPT);
    await Promise.all(forget.map((address) => cache.delete(address, ANY)));
    await Promise.all(wanted.map(async (address) => {
      try { await keep(new Request(address, { credentials: "same-origin" }), await fetch(address, { credentials: "same-origin" })); } catch { /* the next visit to the page keeps it */ }
    }));
    event.ports[0]?.postMessage("done");
  })());
});
