/**
 * Signing in with OpenID Connect: authorization code, PKCE (S256), state and nonce. Tokens live in this tab's
 * sessionStorage and nowhere else; no cookie, nothing in an address that stays.
 *
 *     const back = await returned();   // on every start of a page: finishes a sign-in that led here
 *     if (!session()) signIn();        // leaves the page; whatever is typed has to be kept before
 */

import { config } from "./config.js";

/** @typedef {import("./types.js").Session} Session */

const SESSION = "registry.session";
const ASKED = "registry.asked"; // the sign-in that is under way
const EARLY = 30_000; // milliseconds before its end in which a token is no longer used: a request takes a while

/** Why a sign-in failed: a key of NO_ANSWER in strings.js. */
export class SignInError extends Error {
  /** @param {"network" | "storage" | "denied" | "mixed"} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** Who is signed in; null before, and once the token has expired. @returns {Session | null} */
export function session() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(SESSION) ?? "null");
    return kept !== null && kept.expires - EARLY > Date.now() ? kept : null;
  } catch {
    return null;
  }
}

/** Whether somebody was signed in here whose token no longer holds. */
export function expired() {
  try {
    return session() === null && sessionStorage.getItem(SESSION) !== null;
  } catch {
    return false;
  }
}

/** Gives the token up: the API no longer takes it. */
export function lapse() {
  const kept = session();
  if (kept) sessionStorage.setItem(SESSION, JSON.stringify({ ...kept, token: "", expires: 0 }));
}

/** Leaves for the issuer's page. @param {string} [back] the fragment to come back to */
export async function signIn(back = location.hash) {
  const { client, scope } = await config().catch(fail("network"));
  const { authorization_endpoint: where } = await discovery();
  const asked = { state: chance(), nonce: chance(), verifier: chance(), back };
  try {
    sessionStorage.setItem(ASKED, JSON.stringify(asked));
  } catch {
    throw new SignInError("storage");
  }
  const query = new URLSearchParams({
    response_type: "code", client_id: client, redirect_uri: here(), scope, state: asked.state, nonce: asked.nonce,
    code_challenge: spelled(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(asked.verifier))), code_challenge_method: "S256",
  });
  location.assign(`${where}?${query}`);
}

/**
 * Finishes the sign-in that led here, if one did, and clears the address of it.
 * @returns {Promise<string | null>} the fragment that it left from; throws a SignInError
 */
export async function returned() {
  const query = new URLSearchParams(location.search);
  const [code, state, refused, issuer] = ["code", "state", "error", "iss"].map((name) => query.get(name));
  if (state === null || (code === null && refused === null)) return null;
  history.replaceState(null, "", location.pathname + location.hash);
  const asked = JSON.parse(sessionStorage.getItem(ASKED) ?? "null");
  sessionStorage.removeItem(ASKED); // it is tried once
  if (asked === null || asked.state !== state) {
    if (session()) return ""; // a page of before, come back to by the browser's own button
    throw new SignInError("mixed");
  }
  history.replaceState(null, "", location.pathname + asked.back);
  if (code === null) throw new SignInError("denied");
  const { issuer: known } = await config().catch(fail("network"));
  if (issuer !== null && issuer !== known) throw new SignInError("mixed");
  keep(await exchanged(code, asked.verifier), asked.nonce, await config());
  return asked.back;
}

/** Ends it here, and at the issuer where that offers it. */
export async function signOut() {
  const kept = JSON.parse(sessionStorage.getItem(SESSION) ?? "null");
  sessionStorage.removeItem(SESSION);
  const { end_session_endpoint: end } = await discovery().catch(() => ({ end_session_endpoint: undefined }));
  const { client } = await config().catch(() => ({ client: "" }));
  const query = new URLSearchParams({ client_id: client, post_logout_redirect_uri: here(), ...(kept?.idToken && { id_token_hint: kept.idToken }) });
  location.assign(end ? `${end}?${query}` : here());
}

/** The page's own address, as it is registered at the issuer. */
function here() {
  return location.origin + location.pathname;
}

/** What the issuer says of itself. @returns {Promise<Record<string, string>>} */
async function discovery() {
  const { issuer } = await config().catch(fail("network"));
  const response = await fetch(`${issuer}/.well-known/openid-configuration`).catch(fail("network"));
  if (!response.ok) throw new SignInError("network");
  const found = await response.json();
  if (found.issuer.replace(/\/$/, "") !== issuer) throw new SignInError("mixed");
  return found;
}

/** @param {string} code @param {string} verifier @returns {Promise<Record<string, any>>} the issuer's tokens */
async function exchanged(code, verifier) {
  const [{ token_endpoint: where }, { client }] = await Promise.all([discovery(), config()]);
  const body = new URLSearchParams({ grant_type: "authorization_code", client_id: client, redirect_uri: here(), code, code_verifier: verifier });
  const response = await fetch(where, { method: "POST", body }).catch(fail("network"));
  if (!response.ok) throw new SignInError("denied");
  return response.json();
}

/**
 * Keeps what was issued, if the id token is for us and for this sign-in. It came from the issuer itself over its own
 * connection, so its signature needs no check here (OpenID Connect Core 3.1.3.7); the API checks the access token's.
 * @param {Record<string, any>} issued @param {string} nonce @param {import("./types.js").Config} expected
 */
function keep(issued, nonce, { issuer, client }) {
  const claims = claimsOf(issued.id_token);
  const fits = claims.iss?.replace(/\/$/, "") === issuer && [claims.aud].flat().includes(client) && claims.nonce === nonce && claims.exp * 1000 > Date.now();
  if (!fits || typeof issued.access_token !== "string") throw new SignInError("mixed");
  const expires = Date.now() + 1000 * (issued.expires_in ?? 300);
  const name = claims.name ?? claims.preferred_username ?? "";
  sessionStorage.setItem(SESSION, JSON.stringify({ token: issued.access_token, idToken: issued.id_token, name, expires }));
}

/** @param {unknown} token @returns {Record<string, any>} */
function claimsOf(token) {
  try {
    const bytes = Uint8Array.from(atob(String(token).split(".")[1].replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new SignInError("mixed");
  }
}

/** 256 bits that nobody guesses. */
function chance() {
  return spelled(crypto.getRandomValues(new Uint8Array(32)).buffer);
}

/** base64url. @param {ArrayBuffer} bytes */
function spelled(bytes) {
  return btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** @param {"network"} reason @returns {(error: unknown) => never} */
function fail(reason) {
  return () => {
    throw new SignInError(reason);
  };
}
