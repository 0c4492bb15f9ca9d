// Marks of a chart set the list "Where" of a form: by mouse, touch and keyboard.
// Without this module the list works alone.
const NEAR = 22;
const wired = new WeakSet();

// The wide or the narrow drawing, whichever is on the page now; a drawing writes its marks in visual order.
function visible(figure) {
  return [...figure.querySelectorAll("[data-mark]")].filter((mark) => mark.getClientRects().length);
}

function listOf(figure) {
  const named = figure.dataset.form && document.getElementById(figure.dataset.form);
  if (named) return named.querySelector("select[name=mark]");
  for (let around = figure.parentElement; around; around = around.parentElement) {
    const list = around.querySelector("select[name=mark]");
    if (list) return list;
  }
  return null;
}

function choose(figure, key) {
  const list = listOf(figure);
  const values = [...(list?.options ?? [])].map((option) => option.value);
  if (!values.includes(key)) return;
  list.value = list.value === key && values.includes("") ? "" : key;
  list.dispatchEvent(new Event("change", { bubbles: true }));
}

function press(figure) {
  const chosen = listOf(figure)?.value;
  for (const mark of figure.querySelectorAll("[data-mark]"))
    mark.setAttribute("aria-pressed", String(Boolean(chosen) && mark.dataset.mark === chosen));
}

function nearest(figure, x, y) {
  let best = null, least = NEAR;
  for (const mark of visible(figure)) {
    const box = mark.getBoundingClientRect();
    const away = Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
    if (away <= least) [best, least] = [mark, away];
  }
  return best;
}

// One tab stop a drawing.
function hold(figure, mark) {
  for (const other of visible(figure)) other.tabIndex = other === mark ? 0 : -1;
}

function settle(figure) {
  const marks = visible(figure);
  hold(figure, marks.find((mark) => mark.tabIndex === 0) ?? marks[0]);
}

function wire(figure) {
  settle(figure);
  press(figure);
  if (wired.has(figure)) return;
  wired.add(figure);
  new ResizeObserver(() => settle(figure)).observe(figure);
  figure.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-mark]") ?? nearest(figure, event.clientX, event.clientY);
    if (!mark) return;
    hold(figure, mark);
    choose(figure, mark.dataset.mark);
  });
  figure.addEventListener("keydown", (event) => {
    const mark = event.target.closest("[data-mark]");
    if (!mark || event.ctrlKey || event.altKey || event.metaKey) return;
    const marks = visible(figure), at = marks.indexOf(mark), last = marks.length - 1;
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
    if (event.key === "Enter" || event.key === " ") choose(figure, mark.dataset.mark);
    else if (to === undefined) return;
    else {
      const next = marks[Math.min(last, Math.max(0, to))];
      hold(figure, next);
      next.focus();
    }
    event.preventDefault();
  });
}

const figures = () => document.querySelectorAll("figure[data-pointable]");
const wireAll = () => figures().forEach(wire);

document.addEventListener("change", (event) => {
  if (event.target.matches?.("select[name=mark]")) figures().forEach(press);
});
document.addEventListener("DOMContentLoaded", wireAll);
document.addEventListener("htmx:load", wireAll); // rises from the swapped part, through the body
wireAll();
