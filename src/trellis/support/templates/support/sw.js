{% autoescape off %}// Hands out the log's page when there is no connection. It keeps its own short list and nothing with
// anybody's data: no pages, no streams, no answers.
const CACHE = "trellis-{{ release }}";
const KEPT = [{% for one in kept %}"{{ one|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const SHELL = KEPT[0], LOG = "{{ log|escapejs }}";
{% endautoescape %}
self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEPT)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith("trellis-") && name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const path = new URL(request.url).pathname;
  const page = request.mode === "navigate" && (path === LOG || path === SHELL);
  if (!page && !KEPT.includes(path)) return;
  event.respondWith(fetch(request).catch(async () => (await caches.open(CACHE)).match(page ? SHELL : path)));
});
