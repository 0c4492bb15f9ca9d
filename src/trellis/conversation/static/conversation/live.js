// A running conversation: one stream per browser, drafts that survive, parts fetched when something happened.
// Without this module every form still works; the page is then reloaded by hand.
const room = document.getElementById("room");
const SILENCE = 40000, POLL = 2000;
let seen = Number(room?.dataset.after || 0);
let heardAt = Date.now(), source = null, polling = null, leads = false;
const channel = room && new BroadcastChannel("trellis" + room.dataset.live);

// Drafts: what somebody types is kept on the device until the server has it.
const nameOf = (form) => "trellis-draft-" + form.dataset.draft;

function keepDraft(form) {
  const words = form.elements.words?.value || "";
  if (words) localStorage.setItem(nameOf(form), JSON.stringify({ words, key: form.elements.key.value, mark: form.elements.mark?.value || "" }));
  else localStorage.removeItem(nameOf(form));
}

function restoreDrafts() {
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const kept = JSON.parse(localStorage.getItem(nameOf(form)) || "null");
    if (!kept || form.elements.words.value) continue;
    form.elements.words.value = kept.words;
    form.elements.key.value = kept.key;
    if (form.elements.mark && kept.mark) form.elements.mark.value = kept.mark;
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-draft]");
  if (form) keepDraft(form);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-draft]");
  if (!form) return;
  if (event.detail.successful && event.detail.xhr.status < 300) {
    localStorage.removeItem(nameOf(form));
    form.reset();
    form.elements.key.value = crypto.randomUUID();
    delete form.dataset.waits;
    form.elements.mark?.dispatchEvent(new Event("change", { bubbles: true }));
    say(form, "Sent");
  } else if (event.detail.failed && !event.detail.xhr.status) wait(form);
});
document.addEventListener("htmx:sendError", (event) => {
  const form = event.target.closest?.("form[data-draft]");
  if (form) wait(form);
});
document.addEventListener("htmx:beforeSwap", (event) => {
  // A refusal is a sentence for its form; it must not take the place of the notes.
  if (event.detail.xhr.status >= 400) {
    event.detail.shouldSwap = false;
    const text = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const sentence = text.querySelector("[data-sentence], .answer, main p, p")?.textContent || "That did not work.";
    const form = event.detail.requestConfig?.elt;
    const place = form?.querySelector?.("[data-kept]") || document.getElementById("closing");
    if (place) place.textContent = sentence;
  }
});

function say(form, words) {
  const place = form.querySelector("[data-kept]");
  if (place) place.textContent = words;
}

function wait(form) {
  form.dataset.waits = "yes";
  say(form, "Not sent yet. Kept on this device; it is sent when the connection is back.");
}

function sendWaiting() {
  for (const form of document.querySelectorAll("form[data-waits]")) form.requestSubmit();
}

// The stream.
function apart(is) {
  const notice = document.getElementById("apart");
  if (notice) notice.hidden = !is;
}

function heard(event) {
  heardAt = Date.now();
  apart(false);
  if (!event.seq || event.seq <= seen) return;
  if (event.seq > seen + 1) { ask(); return; }
  seen = event.seq;
  happened(event);
}

const pending = new Set();
let busy = 0, posts = 0, wanted = "", fetching = false;
const pause = (time) => new Promise((done) => { setTimeout(done, time); });
// What one's own act changed comes back with its answer; only what others did is fetched.
document.addEventListener("htmx:beforeRequest", (event) => { if (event.detail.requestConfig?.verb === "post") { busy += 1; posts += 1; } });
document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.requestConfig?.verb === "post") busy = Math.max(0, busy - 1); });
const shownStage = () => { const stage = document.getElementById("stage"); return stage ? `${stage.dataset.step}+${stage.dataset.extra}` : ""; };

function happened(event) {
  if (room.hasAttribute("data-waits")) { location.reload(); return; }
  if (event.kind === "state") { location.reload(); return; }
  if (event.kind === "step" || event.kind === "time") { wanted = `${event.step}+${event.extra}`; pending.add("stage"); }
  else if (event.kind === "note") { pending.add("notes"); if (event.who && event.who !== room.dataset.me) announce(`${event.who} wrote a note`); if (document.querySelector('form[data-draft$="-prediction"]')) pending.add("people"); }
  else if (event.kind === "people") pending.add("people");
  else if (event.kind === "commitment") document.body.dispatchEvent(new Event("commitments"));
  fetchParts();
}

// One part at a time. An answer that one's own act has overtaken is asked for again: its part may be older than the page's.
async function fetchParts() {
  if (fetching) return;
  fetching = true;
  await pause(40);
  while (pending.size) {
    if (pending.has("stage") && shownStage() === wanted) { pending.delete("stage"); continue; }
    const part = pending.has("stage") ? "stage" : [...pending][0];
    if (part === "stage") { pending.delete("notes"); pending.delete("people"); }
    if (busy) { await pause(60); continue; }
    pending.delete(part);
    if (!await fetchPart(part)) { pending.add(part); await pause(part === "notes" && beingMended() ? 1500 : 60); }
  }
  fetching = false;
}

// Nobody's open correction is taken from under her hands.
const beingMended = () => document.querySelector("#notes details[open] textarea") !== null;

async function fetchPart(part) {
  const target = document.getElementById(part);
  if (!target) return true;
  if (part === "notes" && beingMended()) return false;
  const before = posts;
  const answer = await fetch(room.dataset.parts + part + "/", { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer) { await pause(2000); return false; }
  if (!answer.ok) return true;
  const text = await answer.text();
  if (busy || posts !== before || (part === "notes" && beingMended())) return false;
  const lost = document.activeElement !== document.body && target.contains(document.activeElement);
  htmx.swap("#" + part, text, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 20 });
  // When a step changes, whoever pressed the button goes on from the step's own words.
  if (part === "stage" && lost && document.activeElement === document.body) document.querySelector("#stage .bar")?.focus({ preventScroll: true });
  return true;
}

function announce(words) {
  const place = document.getElementById("heard");
  if (place) place.textContent = words;
}

async function ask() {
  try {
    const answer = await fetch(`${room.dataset.live}after/?after=${seen}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    heardAt = Date.now();
    apart(false);
    for (const event of (await answer.json()).events) {
      if (event.seq <= seen) continue;
      seen = event.seq;
      happened(event);
      channel.postMessage(event);
    }
    sendWaiting();
  } catch { apart(true); }
}

function open() {
  source?.close();
  source = new EventSource(`${room.dataset.live}events?after=${seen}`);
  let here = false;
  source.addEventListener("here", () => { here = true; clearInterval(polling); polling = null; heard({}); sendWaiting(); });
  source.addEventListener("beat", () => { heard({}); channel.postMessage({}); });
  source.onmessage = (message) => { const event = JSON.parse(message.data); heard(event); channel.postMessage(event); };
  source.onerror = () => {
    apart(true);
    if (source.readyState === EventSource.CLOSED) setTimeout(open, 1000 + Math.random() * 2000);
  };
  // Some networks hold streams back: then ask every two seconds.
  setTimeout(() => { if (!here && !polling) polling = setInterval(ask, POLL); }, 5000);
}

function wake() {
  if (Date.now() - heardAt < SILENCE) return;
  heardAt = Date.now();
  if (leads) open(); else ask();
}

// An observation that was written in this very step can be explained at once.
function offerObservations() {
  const select = document.querySelector("select[name=answers]");
  if (!select) return;
  for (const note of document.querySelectorAll("section[aria-labelledby=k-observation] .note")) {
    const value = note.id.slice(1), said = note.querySelector(".words")?.textContent || "";
    if ([...select.options].some((one) => one.value === value)) continue;
    select.add(new Option(`${note.querySelector(".at")?.textContent}: ${said.slice(0, 70)}`, value));
  }
}

function tick() {
  const timer = document.querySelector(".timer[data-ends]");
  if (!timer || !timer.dataset.ends) return;
  const left = Math.round((new Date(timer.dataset.ends) - Date.now()) / 1000);
  const plain = Math.abs(left);
  timer.textContent = `${left < 0 ? "−" : ""}${Math.floor(plain / 60)}:${String(plain % 60).padStart(2, "0")}`;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-show-mark]");
  if (!link) return;
  const there = [...document.querySelectorAll("[data-mark]")].find((one) => one.dataset.mark === link.dataset.showMark);
  there?.closest("details")?.setAttribute("open", "");
  const mark = [...document.querySelectorAll("[data-mark]")].find((one) => one.dataset.mark === link.dataset.showMark && one.getClientRects().length);
  if (mark) { event.preventDefault(); mark.scrollIntoView({ block: "center" }); mark.tabIndex = 0; mark.focus(); }
});

if (room) {
  restoreDrafts();
  document.addEventListener("htmx:load", restoreDrafts);
  document.addEventListener("htmx:load", offerObservations);
  channel.onmessage = ({ data }) => heard(data);
  navigator.locks.request("trellis" + room.dataset.live, () => new Promise(() => { leads = true; open(); }));
  for (const name of ["pageshow", "online", "focus"]) addEventListener(name, () => { sendWaiting(); wake(); });
  document.addEventListener("visibilitychange", wake);
  setInterval(wake, 5000);
  setInterval(tick, 1000);
  tick();
}
