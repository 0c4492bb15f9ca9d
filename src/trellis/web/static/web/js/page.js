// What every page does: a pressed button says that it is busy, a swapped-in sentence is seen.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button && !event.target.closest("[hx-post],[hx-get]")) {
    button.setAttribute("aria-busy", "true");
    // A second press of the same form does nothing while the first is under way.
    event.target.addEventListener("submit", (again) => again.preventDefault(), { capture: true });
  }
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const busy of document.querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "said") event.target.scrollIntoView({ block: "nearest" });
});
