// Numbered pins: where on the drawings of a page its notes point to.
// Without this module the notes' own links still lead there.
const SVG = "http://www.w3.org/2000/svg";
const RADIUS = 10;

function made(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function pin(mark, note, before) {
  const number = note.querySelector(".at").textContent, box = mark.getBBox();
  const x = box.x + box.width / 2 + before * (2 * RADIUS + 2), y = box.y + box.height / 2 + RADIUS + 8;
  const author = note.querySelector(".meta span")?.textContent ?? "";
  const link = made("a", { href: `#${note.id}`, class: "pin", "aria-label": `Note ${number}, ${author}` });
  link.append(made("circle", { cx: x, cy: y, r: RADIUS }));
  const text = made("text", { x, y: y + 4.5, "text-anchor": "middle" });
  text.textContent = number;
  link.append(text);
  mark.after(link);
}

function pinAll() {
  for (const old of document.querySelectorAll("a.pin")) old.remove();
  const places = new Map();
  for (const link of document.querySelectorAll(".note [data-show-mark]")) {
    const key = link.dataset.showMark;
    places.set(key, [...(places.get(key) ?? []), link.closest(".note")]);
  }
  for (const mark of document.querySelectorAll("[data-mark]")) {
    if (!mark.getClientRects().length) continue;
    (places.get(mark.dataset.mark) ?? []).reverse().forEach((note, before) => pin(mark, note, before));
  }
}

let waiting = 0;
function soon() {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(pinAll);
}
for (const name of ["htmx:load", "toggle"]) document.addEventListener(name, soon, true);
addEventListener("resize", soon);
soon();
