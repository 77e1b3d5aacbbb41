// The cookie banner. Comments and indentation go before it is served; OFFER and STYLE are put in.
// Nothing that waits for a choice runs without this script: such elements have no address yet.
(() => {
"use strict";
const offer = OFFER;
const own = document.currentScript;
const base = new URL(".", own.src).href;
const key = "amana-" + offer.s;
const secure = location.protocol === "https:";
const gpc = navigator.globalPrivacyControl === true;
const ran = new Set();
let host, root, before, shown = false;

// What this browser was last told: visitor, version, purposes agreed to (with "!" where that was
// said in spite of the browser's signal), refused, entries on the ledger, what is still to send.
let state = read();

function read() {
  const found = document.cookie.split("; ").find((it) => it.startsWith(key + "="));
  const parts = found ? found.slice(key.length + 1).split(".") : [];
  return {
    visitor: parts[0] || "",
    version: +parts[1] || 0,
    agreed: (parts[2] || "").split("~").filter(Boolean),
    refused: (parts[3] || "").split("~").filter(Boolean),
    entry: parts[4] || "",
    flags: parts[5] || "",
  };
}

function keep(next) {
  state = next;
  const value = [next.visitor, next.version, next.agreed.join("~"), next.refused.join("~"), next.entry, next.flags];
  const domain = own.dataset.domain ? ";Domain=" + own.dataset.domain : "";
  document.cookie = key + "=" + value.join(".") + ";Path=/;Max-Age=15552000;SameSite=Lax" + domain + (secure ? ";Secure" : "");
}

const flagged = (flag) => state.flags.includes(flag);
const stopped = (it) => gpc && it.g;
const valid = (it) => state.version >= it.f;
const agrees = (it) => valid(it) && (state.agreed.includes(it.i + "!") || (!stopped(it) && state.agreed.includes(it.i)));
const unknown = () => offer.c.filter((it) => !stopped(it) && !(valid(it) && (agrees(it) || state.refused.includes(it.i))));
const allowed = (id) => offer.c.some((it) => it.i === id && agrees(it));

// Google Consent Mode v2: denied before any tag, then what was chosen. Loading tags waits all the same.
function gtag() {
  (window.dataLayer = window.dataLayer || []).push(arguments);
}
function tellGoogle(how) {
  if (!offer.m) return;
  const said = {};
  for (const it of offer.m) said[it] = "denied";
  if (how === "update") for (const it of offer.c.filter(agrees)) for (const name of it.m) said[name] = "granted";
  said.security_storage = "granted";
  gtag("consent", how, said);
}

// Elements that wait: <script type="text/plain" data-amana="purpose" data-src="…">, frames, images.
function wake() {
  for (const it of document.querySelectorAll("[data-amana]")) {
    const asked = it.dataset.amana.split(" ");
    if (asked.every(allowed)) it.dataset.amanaOn === undefined && start(it, asked);
    else if (it.dataset.amanaOn !== undefined) stop(it);
    else if (it.localName === "iframe" && it.dataset.amanaOff === undefined) cover(it, asked);
  }
}
function start(it, asked) {
  asked.forEach((id) => ran.add(it.localName === "script" ? id : ""));
  if (it.localName !== "script") {
    it.dataset.amanaOn = "";
    if (it.dataset.amanaOff !== undefined) {
      delete it.dataset.amanaOff;
      it.hidden = false;
      it.previousElementSibling.remove();
    }
    for (const name of ["src", "srcset", "href"]) if (it.dataset[name]) it.setAttribute(name, it.dataset[name]);
    return;
  }
  const made = document.createElement("script");
  for (const { name, value } of it.attributes) if (!/^(type|nonce|data-(src|type))$/.test(name)) made.setAttribute(name, value);
  made.dataset.amanaOn = "";
  if (it.dataset.type) made.type = it.dataset.type;
  made.nonce = own.nonce;
  made.async = it.hasAttribute("async");
  if (it.dataset.src) made.src = it.dataset.src;
  else made.text = it.text;
  it.replaceWith(made);
}
// A frame or an image can be stopped; a script that ran is gone with the page alone.
function stop(it) {
  if (it.localName === "script") return;
  const made = it.cloneNode(true);
  for (const name of ["src", "srcset", "href"]) if (it.dataset[name]) made.removeAttribute(name);
  delete made.dataset.amanaOn;
  it.replaceWith(made);
  if (made.localName === "iframe") cover(made, made.dataset.amana.split(" "));
}
function cover(it, asked) {
  it.dataset.amanaOff = "";
  it.hidden = true;
  const names = offer.c.filter((each) => asked.includes(each.i)).map((each) => each.n[lang()]);
  it.before(make("button", { type: "button", lang: lang(), dir: dir(), "data-amana-cover": "" }, fill("wait", names)));
}

// Cookies of what is not agreed to, on this host and its parents, on this path and those above.
function clear() {
  const names = (yes) => offer.c.filter((it) => agrees(it) === yes).flatMap((it) => it.k);
  const fits = (name) => (it) => (it.endsWith("*") ? name.startsWith(it.slice(0, -1)) : name === it);
  const goes = (name) => names(false).some(fits(name)) && !names(true).some(fits(name));
  const labels = location.hostname.split(".");
  const domains = ["", ...labels.map((_, at) => ";Domain=" + labels.slice(at).join("."))];
  const steps = location.pathname.split("/");
  const paths = ["/", ...steps.flatMap((_, at) => { const path = steps.slice(0, at + 1).join("/"); return [path, path + "/"]; })];
  for (const each of document.cookie.split("; ")) {
    const name = each.split("=")[0];
    if (!goes(name)) continue;
    for (const path of new Set(paths)) if (path) for (const domain of domains)
      document.cookie = name + "=;Max-Age=0;Path=" + path + domain + (secure ? ";Secure" : "");
  }
  for (const kind of ["localStorage", "sessionStorage"]) try {
    for (const name of Object.keys(window[kind])) if (goes(name)) window[kind].removeItem(name);
  } catch { /* Storage is shut: then nothing lies there. */ }
}

function send(what, body) {
  return fetch(base + "banner/" + what, {
    method: "POST", mode: "cors", credentials: "omit", keepalive: true,
    headers: { "content-type": "application/json" }, body: JSON.stringify(body),
  });
}
// A signal is no choice: it is told once, of nobody, and of the visitor once there is one.
function tellSignal() {
  if (!gpc || flagged("g")) return;
  send("signal", { visitor: state.visitor || null }).then((it) => it.ok && keep({ ...state, flags: state.flags + "g" }), () => {});
}
function random() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").slice(0, 22);
}
function body(next) {
  const agreed = {};
  for (const it of offer.c) if (next.agreed.some((id) => id.replace("!", "") === it.i)) agreed[it.i] = it.h;
  return { visitor: next.visitor, agreed, refused: next.refused, means: next.means, language: lang(), gpc };
}
// What is refused holds at once, also where nobody can be told yet; what is agreed to, once recorded.
async function choose(means, ids) {
  const visitor = state.visitor || random();
  const asked = offer.c.filter((it) => means !== "accept_all" || !stopped(it));
  const next = {
    visitor, version: offer.v, means, entry: "", flags: gpc ? "g" : "",
    agreed: asked.filter((it) => ids.includes(it.i)).map((it) => it.i + (stopped(it) ? "!" : "")),
    refused: asked.filter((it) => !ids.includes(it.i)).map((it) => it.i),
  };
  const had = offer.c.filter(agrees).map((it) => it.i);
  keep({ ...next, agreed: next.agreed.filter((id) => had.includes(id.replace("!", ""))), flags: next.flags + "p" });
  settle();
  let status = 0, told;
  try {
    const answer = await send("choice", body(next));
    status = answer.status;
    if (answer.ok) told = await answer.json();
  } catch { /* Not reached: said below. */ }
  if (told) {
    keep({ ...next, entry: told.entries.join("~") });
    settle();
  }
  const left = had.some((id) => ran.has(id) && !allowed(id));
  if (told || !next.agreed.length) receipt(left);
  else render({ note: status === 409 ? "outdated" : "failed", reload: status === 409 });
}
function settle() {
  tellGoogle("update");
  clear();
  wake();
  document.dispatchEvent(new CustomEvent("amana:choice"));
}
// What was refused while nobody could be told is told on the next page.
function sendAgain() {
  if (!flagged("p") || !state.refused.length) return;
  send("choice", body({ ...state, means: "chosen" })).then(async (it) => {
    if (it.ok) keep({ ...state, entry: (await it.json()).entries.join("~"), flags: state.flags.replace("p", "") });
  }, () => {});
}

// Words follow the page's language; its direction follows the words.
function lang() {
  const page = document.documentElement;
  const wanted = page.lang.slice(0, 2).toLowerCase();
  if (offer.l.includes(wanted)) return wanted;
  return page.dir === "rtl" && offer.l.includes("ar") ? "ar" : offer.l[0];
}
const dir = () => (lang() === "ar" ? "rtl" : "ltr");
const say = (word) => offer.t[lang()][word];
function fill(word, names) {
  const list = new Intl.ListFormat(lang(), { type: "conjunction" }).format(names);
  return say(word).replace("%", list);
}
function make(tag, attributes, ...inside) {
  const made = document.createElement(tag);
  for (const name in attributes) {
    const value = attributes[name];
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...inside.filter((it) => it));
  return made;
}

function mount() {
  host = make("div", { "data-amana-banner": "" });
  root = host.attachShadow({ mode: "open" });
  // A sheet of its own: a policy against inline styles lets it be.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  document.body.append(host);
}
function open(how = {}) {
  if (!shown) before = document.activeElement;
  render(how);
}
function close() {
  shown = false;
  root.replaceChildren(...wayBack());
  const back = before && before !== document.body && before.isConnected ? before : root.querySelector("button");
  if (back) back.focus();
}
// The way back: the page's own links, else a button in the corner.
function wayBack() {
  if (document.querySelector("[data-amana-open]")) return [];
  return [make("button", { class: "way", type: "button", lang: lang(), dir: dir(), click: () => open({ own: true }) }, say("back"))];
}
function frame(...inside) {
  const box = make("section", {
    class: "box", role: "dialog", "aria-labelledby": "t", "aria-describedby": "d", tabindex: "-1", lang: lang(), dir: dir(),
    keydown: (event) => { if (event.key === "Escape") { event.stopPropagation(); close(); } },
  }, ...inside);
  root.replaceChildren(box);
  shown = true;
  box.focus();
}
const button = (word, click, kind) => make("button", { type: "button", class: kind || false, click }, say(word));
const policy = () => base + "privacy?lang=" + lang();

function render({ own: list = false, note, reload }) {
  const asks = unknown();
  const off = offer.c.filter(stopped);
  const changed = state.version && asks.length && state.version < offer.v;
  const boxes = offer.c.map((it) => make("input", { type: "checkbox", role: "switch", id: "c-" + it.i, value: it.i, "aria-describedby": "d-" + it.i, checked: agrees(it) }));
  const each = make("div", { class: "each", hidden: !list },
    ...offer.c.map((it, at) => make("div", { class: "one" }, make("label", { for: "c-" + it.i }, it.n[lang()]), boxes[at], make("p", { id: "d-" + it.i }, it.d[lang()]))),
    offer.e && make("p", {}, offer.e[lang()]),
    button("save", () => choose("chosen", boxes.filter((it) => it.checked).map((it) => it.value)), "save"));
  const more = make("button", { type: "button", class: "more", "aria-expanded": String(list), click: () => {
    each.hidden = !each.hidden;
    more.setAttribute("aria-expanded", String(!each.hidden));
    if (!each.hidden) boxes[0].focus();
  } }, say("choose"));
  const everything = () => choose("accept_all", offer.c.filter((it) => !stopped(it)).map((it) => it.i));
  frame(
    make("h2", { id: "t" }, say("title")),
    make("p", { id: "d" }, say("lead") + " ", make("a", { href: policy() }, say("policy"))),
    note && make("p", { role: "alert", class: "note" }, say(note)),
    changed && make("p", { class: "note" }, fill("changed", asks.map((it) => it.n[lang()])) + " ",
      make("a", { href: base + "privacy/changes?from=" + state.version + "&to=" + offer.v + "&lang=" + lang() }, say("what"))),
    off.length && make("p", { class: "note" }, fill("gpc", off.map((it) => it.n[lang()]))),
    !asks.length && state.entry && make("p", {}, ...numbers()),
    each,
    make("div", { class: "row" },
      reload ? button("reload", () => location.reload()) : button("refuse", () => choose("refuse_all", [])),
      !reload && button("accept", everything)),
    make("div", { class: "row" }, more, (!asks.length || note) && button("close", close, "more")),
  );
}
function receipt(left) {
  frame(
    make("h2", { id: "t" }, say("thanks")),
    make("p", { id: "d", role: "status" }, ...(state.entry ? numbers() : [say("later")])),
    left && make("p", { class: "note" }, say("left")),
    make("div", { class: "row" }, left && button("reload", () => location.reload()), button("close", close, left ? "more" : "")),
  );
}
const numbers = () => [say("receipt") + " ", make("bdi", { class: "code" }, state.entry.replace("~", " ")), " ", button("show", proof, "more")];
// The signed receipts of the last choice, one for what was agreed to and one for what was refused.
async function proof() {
  const parts = [];
  try {
    for (const entry of state.entry.split("~")) {
      const answer = await send("receipt", { visitor: state.visitor, entry });
      if (!answer.ok) throw answer;
      parts.push(part(await answer.text(), parts.length));
    }
  } catch {
    parts.length = 0;
  }
  frame(
    make("h2", { id: "t" }, say("proof")),
    make("p", { id: "d", role: "status" }, say(parts.length ? "checked" : "soon")),
    ...parts,
    make("div", { class: "row" }, !parts.length && button("show", proof), button("close", close, "more")),
  );
}
function part(text, at) {
  const record = JSON.parse(text)["dpv:hasRecordOfActivity"];
  const event = record["dct:hasPart"][0];
  return make("div", { class: "one" },
    make("p", {}, fill(/Given$/.test(record["dpv:hasConsentStatus"]) ? "yes" : "no", record["dpv:hasProcess"].map((it) => offer.c.find((each) => each.i === it["dct:identifier"])?.n[lang()] || it["dct:identifier"]))),
    ...record["dpv:hasProcess"].map((it) => make("p", {}, [].concat(it["amana:words"]?.quotes?.[lang()] || it["amana:words"]?.[lang()] || "").join(" "))),
    make("p", {}, new Date(event["dct:date"]).toLocaleString(lang())),
    make("a", { href: URL.createObjectURL(new Blob([text], { type: "application/ld+json" })), download: offer.s + "-receipt" + (at ? "-2" : "") + ".jsonld" }, say("file")));
}

function begin() {
  mount();
  wake();
  new MutationObserver(wake).observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("click", (event) => {
    const way = event.target instanceof Element && event.target.closest("[data-amana-open],[data-amana-cover]");
    if (!way) return;
    event.preventDefault();
    open({ own: true });
  });
  root.append(...wayBack());
  tellSignal();
  sendAgain();
  if (unknown().length) open();
}

if (!offer.c.length) return;
tellGoogle("default");
if (state.version) tellGoogle("update");
clear();
window.amana = { allowed, open: () => open({ own: true }) };
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
})();
