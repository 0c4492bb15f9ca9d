// A running conversation: one stream per browser, drafts that survive, parts fetched when something happened.
// Without this module every form still works; the page is then reloaded by hand.
const room = document.getElementById("room");
const SILENCE = 40000, POLL = 2000;
let seen = Number(room?.dataset.after || 0);
let heardAt = Date.now(), source = null, polling = null, leads = false;
const channel = room && new BroadcastChannel("trellis" + room.dataset.live);

// Drafts: what somebody types is kept on the device until the server has it.
const nameOf = (form) => "trellis-draft-" + form.dataset.draft;

const isWritten = ([name, value]) => value !== "" && (name === "words" || name === "number" || name.startsWith("at-"));

function keepDraft(form) {
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "kind");
  if (fields.some(isWritten)) localStorage.setItem(nameOf(form), JSON.stringify(fields));
  else localStorage.removeItem(nameOf(form));
}

function restoreDrafts() {
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const kept = JSON.parse(localStorage.getItem(nameOf(form)) || "null");
    if (!Array.isArray(kept) || [...new FormData(form)].some(isWritten)) continue;
    for (const [name, value] of kept) {
      const field = form.elements[name];
      if (!field || (field.options && ![...field.options].some((one) => one.value === value))) continue;
      field.value = value;
      if (name.startsWith("at-") && value) field.closest("details").open = true;
    }
    form.dispatchEvent(new Event("restored", { bubbles: true }));
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
    const part = form?.closest?.("#groups, #vote")?.id;
    if (part) showAgain(part, form, sentence);
  }
});

// What was refused was older than the room: the part is fetched anew, and the sentence stands beside its form again.
let refused = null;
function showAgain(part, form, sentence) {
  refused = { action: form.getAttribute("action"), sentence };
  form.reset();
  if (form.contains(document.activeElement)) document.activeElement.blur();
  announce(sentence);
  pending.add(part);
  fetchParts();
}

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
  if (event.kind === "state") { leave(); return; }
  if (event.kind === "step" || event.kind === "time") { wanted = `${event.step}+${event.extra}`; pending.add("stage"); if (event.kind === "time") announce("This step was given more time"); }
  else if (event.kind === "note") noteHappened(event);
  else if (event.kind === "people") { pending.add("people"); if (isShown("door")) pending.add("door"); if (isShown("turns")) pending.add("turns"); }
  else if (event.kind === "parts") partGiven(event);
  else if (event.kind === "evidence") { pending.add("evidence"); announce(`The room looks at: ${event.title}`); }
  else if (event.kind === "turn") { pending.add("turns"); announce(event.who ? `It is ${event.who}’s turn` : "Everybody had a turn"); }
  else if (event.kind === "groups") { pending.add("groups"); if (isShown("vote")) pending.add("vote"); if (event.who !== room.dataset.me) announce(`${event.who} sorted notes`); }
  else if (event.kind === "vote") { pending.add("vote"); if (event.closed) announce("The vote is closed; the totals are shown"); }
  else if (event.kind === "commitment") document.body.dispatchEvent(new Event("commitments"));
  fetchParts();
}

// Whoever closes is led to the minutes by the answer to her button; only the others go there by themselves.
let ledOn = false;
document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.xhr?.getResponseHeader("HX-Redirect")) ledOn = true; });
function leave() {
  if (ledOn) return;
  if (busy) setTimeout(leave, 200); else location.reload();
}

const isShown = (part) => document.querySelector(`#${part} > *`) !== null;

function noteHappened(event) {
  const inPlace = place(event);
  if (event.what === "parked") pending.add("parked");
  else if (!inPlace && !isUnseen(event)) pending.add("notes");
  for (const part of ["groups", "vote"]) if (isShown(part)) later(part);
  if (document.querySelector("[data-quiet]")) later("people");
  if (event.what === "shared") announce("What was written in silence is shared");
  else if (event.who && event.who !== room.dataset.me) announce(`${event.who} wrote a note`);
}

// A prediction of somebody else is not seen before the evidence: nothing is fetched for it.
const isUnseen = (event) => event.what === "prediction" && document.querySelector("#stage .curtain") !== null;

// A new note comes with its words: it stands at once on every page, and nobody fetches anything.
function place(event) {
  if (!event.words || event.version !== 1) return false;
  if (document.getElementById(`n${event.note}`)) return true;
  const list = document.querySelector(`#notes [data-kind="${event.what}"]`), shape = document.getElementById("a-note");
  if (!list || !shape || event.what === "inference") return false;
  const note = shape.content.cloneNode(true).firstElementChild;
  const count = list.closest("section").querySelector("header span");
  count.textContent = Number(count.textContent) + 1;
  note.id = `n${event.note}`;
  note.querySelector(".at").textContent = count.textContent;
  note.querySelector(".words").textContent = event.words;
  note.querySelector(".meta").append(Object.assign(document.createElement("span"), { textContent: event.by }));
  if (event.mark_says) {
    const link = Object.assign(document.createElement("a"), { href: "#stage", textContent: event.mark_says });
    link.dataset.showMark = event.mark;
    note.querySelector(".meta").append(link);
  }
  list.querySelector(":scope > p.soft")?.remove();
  list.prepend(note);
  note.dispatchEvent(new Event("htmx:load", { bubbles: true }));
  return true;
}

// What sixty people would fetch at once is fetched a little later, once, by each in her own moment.
const planned = new Set();
function later(part) {
  if (planned.has(part)) return;
  planned.add(part);
  setTimeout(() => { planned.delete(part); pending.add(part); fetchParts(); }, 200 + Math.random() * 1800);
}

// Whose own part changed gets new buttons, so the whole stage; for the others a word changes.
function partGiven(event) {
  const mine = event.people?.includes(Number(document.body.dataset.me));
  if (mine) wanted = "";
  pending.add(mine ? "stage" : "people");
}

// One part at a time. An answer that one's own act has overtaken is asked for again: its part may be older than the page's.
async function fetchParts() {
  if (fetching) return;
  fetching = true;
  await pause(40);
  while (pending.size) {
    if (pending.has("stage") && shownStage() === wanted) { pending.delete("stage"); continue; }
    const part = pending.has("stage") ? "stage" : [...pending].find((one) => !inHand(one));
    if (!part) { await pause(300); continue; }
    if (part === "stage") for (const one of ["evidence", "notes", "people", "turns", "groups", "vote", "parked", "door"]) pending.delete(one);
    if (busy) { await pause(60); continue; }
    pending.delete(part);
    if (!await fetchPart(part)) { pending.add(part); await pause(60); }
  }
  fetching = false;
}

// Nobody's open correction is taken from under her hands, nor a choice that she has not sent.
const beingMended = () => document.querySelector("#notes details[open] textarea") !== null;

function isChanged(field) {
  if (field.type === "hidden" || field.type === "submit") return false;
  if (!field.options) return field.value !== field.defaultValue;
  const first = [...field.options].findIndex((one) => one.defaultSelected);
  return field.selectedIndex !== Math.max(0, first);
}

function inHand(part) {
  const target = document.getElementById(part);
  if (!target) return false;
  if (part === "notes" && beingMended()) return true;
  const fields = [...target.querySelectorAll("input, select, textarea")];
  return part !== "notes" && fields.some((one) => one === document.activeElement || isChanged(one));
}

async function fetchPart(part) {
  const target = document.getElementById(part);
  if (!target) return true;
  if (part !== "stage" && inHand(part)) return false;
  const before = posts;
  const answer = await fetch(room.dataset.parts + part + "/", { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer) { await pause(2000); return false; }
  if (!answer.ok) return true;
  const text = await answer.text();
  if (busy || posts !== before || (part !== "stage" && inHand(part))) return false;
  const open = [...target.querySelectorAll("details")].map((one) => one.open);
  const lost = document.activeElement !== document.body && target.contains(document.activeElement);
  htmx.swap("#" + part, text, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 20 });
  const details = document.querySelectorAll(`#${part} details`);
  if (part !== "stage" && details.length === open.length) details.forEach((one, n) => { one.open = open[n]; });
  const again = refused && [...document.querySelectorAll(`#${part} form`)].find((one) => one.getAttribute("action") === refused.action);
  if (again) { say(again, refused.sentence); refused = null; }
  if (part === "stage") announce(`Now: ${document.querySelector("#stage [aria-current=step] span")?.textContent || ""}`);
  // When a step changes, whoever pressed the button goes on from the step's own words.
  if (part === "stage" && lost && document.activeElement === document.body) document.querySelector("#stage .bar")?.focus({ preventScroll: true });
  return true;
}

// What happens within a moment is said in one breath; many notes are a number.
let toSay = [], speaking = null;
function announce(words) {
  toSay.push(words);
  speaking ??= setTimeout(() => {
    const notes = toSay.filter((one) => one.endsWith("wrote a note"));
    const others = [...new Set(toSay.filter((one) => !notes.includes(one)))];
    const place = document.getElementById("heard");
    if (place) place.textContent = [...others, ...(notes.length > 1 ? [`${notes.length} new notes`] : notes)].join(". ");
    toSay = [];
    speaking = null;
  }, 1200);
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

// A finding that came in the meeting can be pointed at by the form that stands there already.
function offerPlaces() {
  const select = document.querySelector("select#mark");
  for (const sheet of select ? document.querySelectorAll("#evidence [data-places]") : []) {
    if ([...select.querySelectorAll("optgroup")].some((one) => one.dataset.of === sheet.dataset.of)) continue;
    const group = sheet.content.firstElementChild.cloneNode(true);
    select.append(group);
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
  const rival = event.target.closest("[data-explain]"), which = document.getElementById("answers");
  if (rival && which) { event.preventDefault(); which.value = rival.dataset.explain; document.getElementById("w-inference")?.focus(); return; }
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
  document.addEventListener("htmx:load", offerPlaces);
  channel.onmessage = ({ data }) => heard(data);
  navigator.locks.request("trellis" + room.dataset.live, () => new Promise(() => { leads = true; open(); }));
  for (const name of ["pageshow", "online", "focus"]) addEventListener(name, () => { sendWaiting(); wake(); });
  document.addEventListener("visibilitychange", wake);
  setInterval(wake, 5000);
  setInterval(tick, 1000);
  tick();
}
