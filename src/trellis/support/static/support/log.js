// The short log: fill the page that was kept for times without a connection, and hand the browser
// the worker that keeps it. Without this module the form is sent as any other.
const form = document.querySelector("form[data-outbox]");

const capital = (words) => words[0].toUpperCase() + words.slice(1);

function asOption([value, words]) {
  const option = document.createElement("option");
  option.value = value;
  option.textContent = capital(words);
  return option;
}

function fill(found) {
  if (!form.dataset.empty || !found) return;
  form.elements.school.append(...found.schools.map(asOption));
  form.elements.visit.append(...found.visits.map(asOption));
  for (const [shape, kinds] of found.kinds) {
    const group = document.createElement("optgroup");
    group.label = capital(shape);
    group.append(...kinds.map(asOption));
    form.elements.kind.append(group);
  }
  delete form.dataset.empty;
}

// A visit that was announced has its school and kind already.
function match() {
  const apart = document.getElementById("unannounced");
  if (apart) apart.hidden = Boolean(form.elements.visit?.value);
}

async function kept() {
  const open = await new Promise((done, failed) => {
    const request = indexedDB.open("trellis", 1);
    request.onupgradeneeded = () => { request.result.createObjectStore("outbox", { keyPath: "key" }); request.result.createObjectStore("lists"); };
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const request = open.transaction("lists").objectStore("lists").get("lists");
  return new Promise((done) => { request.onsuccess = () => done(request.result); request.onerror = () => done(null); });
}

if (form) {
  if (form.dataset.empty) kept().then(fill).catch(() => {});
  form.addEventListener("change", match);
  form.addEventListener("reset", () => setTimeout(match));
  for (const button of document.querySelectorAll("[data-minutes]")) {
    button.hidden = false;
    button.addEventListener("click", () => { form.elements.minutes.value = button.dataset.minutes; });
  }
  match();
}

// Workers need https or this very machine; elsewhere an open page still keeps what is written.
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => {});
