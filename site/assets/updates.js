/**
 * Keeps the site for use without a network, and tells when a newer version is ready; it never takes over by itself.
 *
 *     watchForUpdates((takeOver) => { newer = takeOver; draw(); });
 *     newer && update(newer)
 */

import { h } from "./dom.js";
import { wordsOf } from "./words.js";

const t = wordsOf({
  newer: ["这个页面有新版本，换过去会重新打开。", "There is a newer version of this page; taking it opens the page anew."],
  takeOver: ["换成新版本", "Use it"],
});

/** The notice of a newer version, for a page that keeps nothing over it. @param {() => void} takeOver */
export function update(takeOver) {
  return h("div", { key: "newer", class: "notice" },
    h("p", null, t("newer")), h("div", { class: "actions" }, h("button", { type: "button", onclick: takeOver }, t("takeOver"))));
}

/**
 * Registers the service worker once the page has loaded, so that it does not compete with the first answer.
 * @param {(takeOver: () => void) => void} announce called once a newer version waits; `takeOver` loads the page anew with it
 */
export function watchForUpdates(announce) {
  if (!("serviceWorker" in navigator)) return;
  const register = () => {
    navigator.serviceWorker.register("/service-worker.js").then(
      (registration) => registration && watch(registration, announce), // none where the browser blocks it
      (error) => console.info("This site is not kept for use without a network:", String(error)),
    );
  };
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register, { once: true });
}

/** @param {ServiceWorkerRegistration} registration @param {(takeOver: () => void) => void} announce */
function watch(registration, announce) {
  const first = !navigator.serviceWorker.controller; // nothing older is open: nothing to announce
  let reloads = false;
  const waits = () => {
    const { waiting } = registration;
    if (!waiting || !navigator.serviceWorker.controller || first) return;
    announce(() => {
      reloads = true;
      waiting.postMessage("take over");
    });
  };
  navigator.serviceWorker.addEventListener("controllerchange", () => reloads && location.reload());
  const follow = () => registration.installing?.addEventListener("statechange", waits);
  registration.addEventListener("updatefound", follow);
  follow(); // found before this page looked
  waits();
  // A page that stays open for days looks again when it is looked at again.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") registration.update().catch(() => {});
  });
}
