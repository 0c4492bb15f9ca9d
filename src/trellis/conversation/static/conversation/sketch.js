// Draw the line that you expect: a finger or the mouse moves its points.
// Without this module the number fields below the axes do the same.
const SVG = "http://www.w3.org/2000/svg";
const LEFT = 46, TOP = 16, BOTTOM = 212, TALL = 246;
const wired = new WeakSet();

function put(svg, name, attributes, words = "") {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = words;
  svg.append(element);
}

const fieldsOf = (pad) => [...pad.querySelectorAll("input[data-year]")];
// Drawn in the pixels of the page, so that its words are as large as the page's.
const widthOf = (pad) => Math.max(240, pad.querySelector("svg").clientWidth || 600);
const placeOf = (pad, n, many) => LEFT + 30 + (n * (widthOf(pad) - LEFT - 66)) / Math.max(1, many - 1);
const heightOf = (pad, value) => BOTTOM - ((value - pad.dataset.low) / (pad.dataset.high - pad.dataset.low)) * (BOTTOM - TOP);

function draw(pad) {
  const svg = pad.querySelector("svg"), fields = fieldsOf(pad), low = Number(pad.dataset.low), high = Number(pad.dataset.high);
  svg.replaceChildren();
  svg.setAttribute("viewBox", `0 0 ${widthOf(pad)} ${TALL}`);
  for (let n = 0; n <= 4; n += 1) {
    const value = low + (n * (high - low)) / 4, y = heightOf(pad, value);
    put(svg, "line", { x1: LEFT, x2: widthOf(pad) - 8, y1: y, y2: y, class: "c-grid" });
    put(svg, "text", { x: LEFT - 8, y: y + 5, "text-anchor": "end", class: "c-soft" }, String(Math.round(value)));
  }
  fields.forEach((field, n) => put(svg, "text", { x: placeOf(pad, n, fields.length), y: BOTTOM + 26, "text-anchor": "middle", class: "c-soft" }, field.dataset.year));
  const points = fields.map((field, n) => [placeOf(pad, n, fields.length), field]).filter(([, field]) => field.value !== "" && field.validity.valid)
    .map(([x, field]) => [x, heightOf(pad, Number(field.value)), field.value]);
  if (points.length > 1) put(svg, "path", { d: `M${points.map(([x, y]) => `${x} ${y}`).join("L")}`, class: "c-line drawn" });
  for (const [x, y, value] of points) {
    put(svg, "circle", { cx: x, cy: y, r: 7, class: "c-mark" });
    put(svg, "text", { x, y: y < TOP + 30 ? y + 24 : y - 12, "text-anchor": "middle", class: "c-strong" }, value);
  }
}

function move(pad, event) {
  const svg = pad.querySelector("svg"), box = svg.getBoundingClientRect(), fields = fieldsOf(pad);
  const x = ((event.clientX - box.left) / box.width) * widthOf(pad), y = ((event.clientY - box.top) / box.height) * TALL;
  const away = fields.map((_, n) => Math.abs(placeOf(pad, n, fields.length) - x));
  const field = fields[away.indexOf(Math.min(...away))], low = Number(pad.dataset.low), high = Number(pad.dataset.high);
  const share = Math.min(1, Math.max(0, (BOTTOM - y) / (BOTTOM - TOP)));
  field.value = String(Math.round(low + share * (high - low)));
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function wire(pad) {
  if (wired.has(pad)) return;
  wired.add(pad);
  const svg = pad.querySelector("svg");
  svg.removeAttribute("hidden");
  svg.addEventListener("pointerdown", (event) => { svg.setPointerCapture(event.pointerId); move(pad, event); event.preventDefault(); });
  svg.addEventListener("pointermove", (event) => { if (svg.hasPointerCapture(event.pointerId)) move(pad, event); });
  pad.addEventListener("input", () => draw(pad));
  for (const name of ["restored", "reset"]) pad.closest("form")?.addEventListener(name, () => setTimeout(() => draw(pad)));
  new ResizeObserver(() => draw(pad)).observe(svg);
}

const wireAll = () => document.querySelectorAll("[data-pad]").forEach(wire);
document.addEventListener("htmx:load", wireAll);
wireAll();
