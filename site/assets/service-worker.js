/**
 * Keeps one version of the site for use without a network. The build serves this file as /service-worker.js.
 *
 * One version, one cache: a file goes in only if its hash is the one in precache.json of this version, and the cache
 * goes with the version. A newer version installs beside it and waits; the page announces it (updates.js), and it
 * takes over when the reader says so or has closed every page.
 */

/** Filled in by the build: this version, what is kept from the start, and every file's SHA-256. */
const VERSION = "VERSION";
/** @type {string[]} */
const KEPT = ["KEPT"];
/** @type {Record<string, string>} */
const HASHES = JSON.parse("HASHES");

/** The registration's pages: they need the network, so they and all that they load come from there, of one version. */
const ONLINE = /^\/(portal|review|notices)\//;

/** What is shown in place of a page that neither the network nor the cache has. */
const OFFLINE = "assets/offline.html";
/** The pages open in whose place that one stands: they load its parts, which are kept, not theirs. @type {Set<string>} */
const offline = new Set();

const CACHE = `ahce-${VERSION}`;
/** Who issues certificates, with their keys: of no version, since keys change between two of them. */
const ISSUERS = "verify/issuers.json";
const ISSUERS_CACHE = "ahce-issuers";
const ISSUERS_WAIT_MS = 5000; // then the kept ones, before the page itself gives up
const worker = /** @type {any} */ (self); // a ServiceWorkerGlobalScope, which the DOM's types do not know

/** The file of the site that a URL names. @param {string} url */
function fileOf(url) {
  const path = decodeURIComponent(new URL(url).pathname).slice(1);
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

/** @param {string} file @param {Response} response */
async function isOfThisVersion(file, response) {
  if (!response.ok || response.redirected) return false;
  const digest = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.startsWith(HASHES[file]);
}

/** The folder's address for a page, so that it is asked for as the browser asks. @param {string} file */
const addressOf = (file) => new URL(file.replace(/(^|\/)index\.html$/, "$1"), worker.registration.scope).href;

/** Keeps a file, or fails where the server has another version by now. @param {Cache} cache @param {string} file */
async function keep(cache, file) {
  const response = await fetch(addressOf(file));
  if (!(await isOfThisVersion(file, response))) throw new Error(`${file} is not of version ${VERSION}`);
  await cache.put(file, response);
}

async function install() {
  const cache = await caches.open(CACHE);
  await Promise.all(KEPT.map((file) => keep(cache, file)));
  await issuers(new Request(addressOf(ISSUERS))).catch(() => {}); // a site that issues none has none
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("ahce-") && ![CACHE, ISSUERS_CACHE].includes(name)).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** The kept file; else the network's, kept for the next time if it is of this version. @param {Request} request */
async function answer(request) {
  const file = fileOf(request.url);
  const cache = await caches.open(CACHE);
  const kept = await cache.match(file, { ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(request);
  const copy = response.clone();
  if (await isOfThisVersion(file, copy)) await cache.put(file, copy);
  return response;
}

/** The network's issuers, kept for when there is none; the kept ones meanwhile. @param {Request} request */
async function issuers(request) {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout?.(ISSUERS_WAIT_MS) });
    if (!response.ok) throw new Error(`${ISSUERS}: ${response.status}`);
    await (await caches.open(ISSUERS_CACHE)).put(ISSUERS, response.clone());
    return response;
  } catch (error) {
    const kept = await caches.match(ISSUERS, { cacheName: ISSUERS_CACHE, ignoreVary: true });
    if (!kept) throw error;
    return kept;
  }
}

/** The answer to a page's request or to that for a page; without one, the page that says so. @param {any} event */
async function reply(event) {
  const { request } = event;
  try {
    return await ((await isOnline(event)) ? fetch(request) : answer(request));
  } catch (error) {
    const instead = request.mode === "navigate" && (await caches.match(OFFLINE, { cacheName: CACHE, ignoreVary: true }));
    if (!instead) throw error;
    offline.add(event.resultingClientId);
    return instead;
  }
}

/** Whether a page that needs the network asks. @param {any} event */
async function isOnline(event) {
  if (offline.has(event.clientId)) return false;
  const client = event.clientId ? await worker.clients.get(event.clientId) : undefined;
  return ONLINE.test(new URL(event.request.mode === "navigate" ? event.request.url : client?.url ?? event.request.url).pathname);
}

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(install()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(activate()));
worker.addEventListener("message", (/** @type {MessageEvent} */ event) => {
  if (event.data === "take over") worker.skipWaiting();
});
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const ours = request.method === "GET" && request.url.startsWith(worker.registration.scope);
  if (!ours) return;
  const file = fileOf(request.url);
  if (file === ISSUERS) event.respondWith(issuers(request));
  else if (file in HASHES) event.respondWith(reply(event));
});
