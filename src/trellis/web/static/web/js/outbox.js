// What somebody wrote without a connection: kept on this device, sent once when it returns.
// A form joins by data-outbox (its title); it is sent to its own address with its own key, so that
// a second sending is known. Order: key, keep (and wait until it is kept), clear the form, send.
const LISTS = document.body.dataset.lists || "/support/log/lists/";
const SOON = 2000, EVERY = 60000;
const asked = (request) => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = () => failed(request.error); });
let opened = null;

function database() {
  opened ??= new Promise((done, failed) => {
    const request = indexedDB.open("trellis", 1);
    request.onupgradeneeded = () => { request.result.createObjectStore("outbox", { keyPath: "key" }); request.result.createObjectStore("lists"); };
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  return opened;
}

async function changed(store, change) {
  const open = (await database()).transaction(store, "readwrite", { durability: "strict" });
  change(open.objectStore(store));
  await new Promise((done, failed) => { open.oncomplete = done; open.onerror = open.onabort = () => failed(open.error); });
}
const read = async (store, key) => { const rows = (await database()).transaction(store).objectStore(store); return asked(key === undefined ? rows.getAll() : rows.get(key)); };
const put = (entry) => changed("outbox", (rows) => rows.put(entry));
const drop = (key) => changed("outbox", (rows) => rows.delete(key));
export const lists = () => read("lists", "lists");
const waiting = async () => (await read("outbox")).sort((a, b) => a.at.localeCompare(b.at));

// Keep what a form holds. Its key was made by the server, or is made here.
async function keep(form) {
  const fields = [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
  const key = fields.find(([name]) => name === "key")?.[1] || crypto.randomUUID();
  const at = new Date().toISOString();
  const kept = fields.filter(([name]) => name !== "key").concat([["key", key], ["wrote_at", at]]);
  const who = Number(document.body.dataset.me) || (await lists())?.me || 0;
  await put({ key, who, at, to: form.getAttribute("action"), title: form.dataset.outbox, fields: kept });
  form.reset();
  if (form.elements.key) form.elements.key.value = crypto.randomUUID();
}

async function fresh() {
  const answer = await fetch(LISTS, { headers: { Accept: "application/json" }, redirect: "manual", cache: "no-store" });
  if (answer.type === "opaqueredirect" || answer.status === 401) return { out: true };
  if (!answer.ok) return {};
  const found = await answer.json();
  await changed("lists", (rows) => rows.put(found, "lists"));
  return found;
}

let signedOut = false, pause = SOON, later = 0;
async function send() {
  if (!(await waiting()).length) return show();
  clearTimeout(later);
  await navigator.locks.request("trellis outbox", async () => {
    let now;
    try { now = await fresh(); } catch { again(); return; }
    signedOut = Boolean(now.out);
    if (!now.token) return;
    for (const entry of await waiting()) {
      if (entry.trouble || (entry.who && entry.who !== now.me)) continue;
      const body = new URLSearchParams(entry.fields);
      let answer;
      try { answer = await fetch(entry.to, { method: "POST", body, redirect: "manual", headers: { Accept: "application/json", "X-CSRFToken": now.token } }); } catch { again(); return; }
      if (answer.ok) {
        const told = await answer.json();
        await drop(entry.key);
        pause = SOON;
        sent.push({ title: entry.title, where: told.where, at: new Date() });
      } else if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) { signedOut = true; return; }
      else if (answer.status < 500) await put({ ...entry, trouble: (await answer.json().catch(() => ({}))).error || "That was not taken." });
      else { again(); return; }
    }
  });
  return show();
}

// A connection that comes back stutters: try soon, then less and less often.
function again() {
  clearTimeout(later);
  later = setTimeout(send, pause);
  pause = Math.min(2 * pause, EVERY);
}

// What is kept and what went out, in words, at the top of every page.
const sent = [];
const element = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });

async function show() {
  const rows = await waiting();
  document.dispatchEvent(new CustomEvent("outbox", { detail: { waiting: rows.length } }));
  let place = document.getElementById("kept");
  if (!rows.length && !sent.length) { place?.remove(); return; }
  if (!place) {
    place = element("div", "", { id: "kept", className: "notice" });
    place.setAttribute("role", "status");
    document.getElementById("said")?.after(place);
  }
  place.dataset.kind = rows.some((row) => row.trouble) ? "attention" : "plain";
  const list = element("ul", "", { className: "items" });
  const box = element("div", "");
  const words = rows.length === 1 ? "One note is kept on this device" : `${rows.length} notes are kept on this device`;
  const then = signedOut ? ". Sign in again; then it is sent." : rows.every((row) => row.trouble) ? ". It was not taken as it is:" : " and sent once, when the connection is there.";
  if (rows.length) box.append(element("p", words + then));
  for (const row of rows) list.append(shown(row));
  for (const one of sent) {
    const item = element("li", "");
    item.append(element("a", one.title, { href: one.where }), ` Sent ${one.at.toLocaleTimeString([], { hour: "numeric", minute: "2-digit" })}.`);
    list.append(item);
  }
  box.append(list);
  place.replaceChildren(box);
}

function shown(row) {
  const item = element("li", "");
  const said = (name) => row.fields.find(([field]) => field === name)?.[1] || "";
  // Words are shown to whoever wrote them, signed in; on a shared device nobody else reads them.
  const mine = row.who && row.who === Number(document.body.dataset.me);
  item.append(element("p", (mine && said("what_we_did")) || row.title, { className: mine ? "words" : "soft" }));
  if (!row.trouble || !mine) return item;
  item.append(element("p", row.trouble));
  const acts = element("p", "", { className: "acts flow tight" });
  const again = element("button", "Put it right", { type: "button", className: "button" });
  again.addEventListener("click", () => putBack(row));
  const away = element("button", "Throw it away", { type: "button", className: "button quiet" });
  away.addEventListener("click", async () => { await drop(row.key); show(); });
  acts.append(again, away);
  item.append(acts);
  return item;
}

// Back into the form, under the same key; without the form on this page, at the form's address.
async function putBack(row) {
  const form = document.querySelector("form[data-outbox]");
  if (!form) { location.assign(row.to); return; }
  for (const [name, value] of row.fields) if (form.elements[name]) form.elements[name].value = value;
  await drop(row.key);
  form.scrollIntoView();
  show();
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.matches("form[data-outbox]")) {
    event.preventDefault();
    event.stopImmediatePropagation();
    try { await keep(form); } catch { form.submit(); return; }
    await show();
    await send();
    document.getElementById("kept")?.scrollIntoView({ block: "center" });
  } else if (form.matches('form[action$="/logout/"]')) {
    if (form.dataset.left) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await leave(form);
  }
}, { capture: true });

// Signing out leaves nothing behind; what was not sent is shown first.
async function leave(form) {
  const mine = async () => (await waiting()).filter((row) => !row.who || row.who === Number(document.body.dataset.me));
  await send();
  const left = await mine();
  if (left.length && !form.dataset.warned) {
    form.dataset.warned = "yes";
    form.before(element("p", `Not sent yet: ${left.length}. Press once more to throw it away and sign out.`, { role: "alert" }));
    return;
  }
  await changed("outbox", (rows) => { for (const row of left) rows.delete(row.key); });
  await changed("lists", (rows) => rows.clear());
  form.dataset.left = "yes";
  form.requestSubmit();
}

for (const name of ["online", "pageshow"]) addEventListener(name, send);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") send(); });
setInterval(send, EVERY);
// Whoever can get to the log gets its lists beforehand, for times without a connection.
if (document.body.dataset.me && document.querySelector('form[data-outbox], a[href="/support/log/"]')) fresh().catch(() => {});
if (document.querySelector("form[data-outbox]")) navigator.storage?.persist?.();
