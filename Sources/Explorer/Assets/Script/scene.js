// Pictures: the drawing that `draw` writes, built from its parts, with one part after the other to go to.

import { el, svg, button, put, visible, say } from "./build.js";

/** The height of the smallest letters in pixels: at 100 %, when a picture opens, and where letters are hidden. */
const FULL = 11;
const FIRST = 9;
const LEAST = 7;

/** Splits #rrggbbaa into a colour and an opacity. */
function paint(look, property, value) {
  if (!value) return;
  look[property] = value.slice(0, 7);
  if (value.length > 7) look[property + "-opacity"] = (parseInt(value.slice(7), 16) / 255).toFixed(3);
}

function looks([fill, stroke, width, dashes]) {
  const look = {};
  if (fill) paint(look, "fill", fill);
  else look.fill = "none";
  if (stroke) {
    paint(look, "stroke", stroke);
    if (width !== undefined) look["stroke-width"] = width;
    if (dashes) look["stroke-dasharray"] = dashes.join(",");
  }
  return look;
}

function build(item, background, parts, told) {
  switch (item[0]) {
    case "g": {
      const [, name, style, given, items] = item;
      // A line has many pieces with the same words, which are sent once.
      const words = given === true ? told.get(name) : given;
      if (words) told.set(name, words);
      const group = svg("g", { class: [style, name].filter(Boolean).join(" ") || null },
        words && svg("title", null, words), items.map((one) => build(one, background, parts, told)));
      if (name) {
        if (!parts.has(name)) parts.set(name, []);
        parts.get(name).push(group);
      }
      return group;
    }
    case "r":
      return svg("rect", { x: item[1], y: item[2], width: item[3], height: item[4], ...looks(item[5]) });
    case "e":
      return svg("ellipse", { cx: item[1], cy: item[2], rx: item[3], ry: item[4], ...looks(item[5]) });
    case "p":
      return svg("path", { d: item[1], ...looks(item[2]) });
    default: {
      const [, x, y, letters, words, look, anchor, style] = item;
      return svg("text", {
        x, y, "font-size": letters, "data-letters": letters, ...looks(look), "text-anchor": anchor === "start" ? null : anchor,
        "font-weight": style.includes("b") ? "bold" : null, "font-style": style.includes("i") ? "italic" : null,
        ...(style.includes("h")
          ? { stroke: background, "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round" } : {}),
      }, words);
    }
  }
}

/** The colours for dark screens, as rules of the page's own style sheet. */
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

function darken(pairs) {
  while (sheet.cssRules.length) sheet.deleteRule(0);
  const isColour = /^#[0-9a-f]{6}$/;
  const rules = pairs.filter(([light, dark]) => isColour.test(light) && isColour.test(dark.slice(0, 7)))
    .flatMap(([light, dark]) => ["fill", "stroke"].map((property) => {
      // White is both paper and the text on dark bands.
      const place = property === "fill" && light === "#ffffff" ? ":not(text)" : "";
      return `.stage svg ${place}[${property}="${light}"] { ${property}: ${dark.slice(0, 7)} }`;
    }));
  sheet.insertRule(`@media screen and (prefers-color-scheme: dark) { ${rules.join(" ")} }`);
}

/** A picture on the page. */
export class Picture {
  /** `choose(part, accounts)` is called for a part that is chosen by mouse or key. */
  constructor({ choose }) {
    this.choose = choose;
    this.stage = el("div", { class: "stage", role: "group", "aria-label": "Picture" });
    this.scale = null;
    this.size = el("span", { class: "size" });
    this.pinned = el("span");
    const tools = el("div", { class: "tools" },
      button("+", () => this.zoom(1.25), { "aria-label": "Zoom in" }),
      button("−", () => this.zoom(0.8), { "aria-label": "Zoom out" }), this.size,
      button("100 %", () => this.zoom(this.full / this.scale), { title: `The smallest letters are ${FULL} pixels high` }),
      button("Whole picture", () => this.fit(true)), this.pinned, el("span", { class: "hint" },
        "Tab goes to the picture, arrows to the next part, Enter opens it."));
    this.element = el("figure", { class: "picture" }, tools, this.stage);
    this.stage.addEventListener("keydown", (event) => this.key(event));
    this.stage.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1);
    }, { passive: false });
    new ResizeObserver(() => { if (this.scene && this.isFitted) this.fit(false); }).observe(this.stage);
  }

  show(scene) {
    this.scene = scene;
    this.parts = new Map();
    this.marked = null;
    darken(scene.dark);
    const told = new Map();
    const root = svg("svg", {
      viewBox: `0 0 ${scene.width} ${scene.height}`, role: "img", "aria-label": scene.title + ". " + scene.summary,
    }, svg("rect", { width: scene.width, height: scene.height, fill: scene.background }),
    scene.items.map((item) => build(item, scene.background, this.parts, told)));
    root.setAttribute("role", "group");
    root.setAttribute("tabindex", "-1");
    this.things = [];
    const rows = new Map(scene.table.rows.filter((row) => row.part).map((row) => [row.part, row]));
    for (const [name, groups] of this.parts) {
      const accounts = scene.parts[name];
      const row = rows.get(name);
      if (!accounts && !row) continue;
      const tip = groups[0].querySelector(":scope > title");
      const words = tip ? tip.textContent : row ? row.cells.filter(Boolean).join(", ")
        : [...groups[0].querySelectorAll("text")].map((text) => text.textContent).join(", ");
      groups.forEach((group, at) => {
        group.classList.add("thing");
        group.dataset.part = name;
        if (at > 0) return;
        group.setAttribute("role", "button");
        group.setAttribute("tabindex", this.things.length ? "-1" : "0");
        group.setAttribute("aria-label", words || name);
        this.things.push(group);
      });
    }
    root.addEventListener("click", (event) => {
      const group = event.target.closest(".thing");
      if (group) this.open(group.dataset.part);
    });
    root.addEventListener("focusin", (event) => {
      if (!this.things.includes(event.target)) return;
      for (const thing of this.things) thing.setAttribute("tabindex", thing === event.target ? "0" : "-1");
    });
    put(this.stage, root);
    this.root = root;
    this.texts = [...root.querySelectorAll("text")];
    this.letters = Math.min(...this.texts.map((text) => Number(text.dataset.letters)), FULL);
    this.fit(this.scale === null);
    this.mark(null);
  }

  /** The scale at which the smallest letters have their full height. */
  get full() { return FULL / this.letters; }

  open(name) {
    this.mark(name);
    this.choose(name, this.scene.parts[name] || []);
  }

  /** The number of accounts behind a part. */
  countOf(name) { return this.scene.folds[name] || (this.scene.parts[name] || []).length; }

  /** The part in which an account stands; undefined where the picture names none for it. */
  partOf(key) {
    const found = this.scene && Object.entries(this.scene.parts).find(([, keys]) => keys.includes(key));
    return found && found[0];
  }

  /** Shows which accounts have rows of their own because somebody pinned them. */
  markPinned(keys, foldAgain) {
    for (const [group] of this.parts.values()) group.classList.remove("pinned");
    for (const part of keys.map((key) => this.partOf(key))) {
      // The first piece of a row holds the name.
      if (this.parts.has(part) && this.countOf(part) === 1) this.parts.get(part)[0].classList.add("pinned");
    }
    put(this.pinned, keys.length > 0 && button(`Fold ${keys.length} again`, foldAgain,
      { title: "The accounts with a dashed frame have rows of their own until they are folded again" }));
  }

  /** Marks a part, the lines that begin or end there, and the other parts that its money passes. */
  mark(name, others) {
    if (!this.root) return;
    this.marked = name;
    this.root.classList.toggle("choosing", Boolean(name));
    const on = new Set(name ? [name, ...(others || [])] : []);
    for (const row of this.scene.table.rows) {
      if (name && (row.part === name || row.ends.includes(name))) {
        on.add(row.part);
        for (const end of row.ends) on.add(end);
      }
    }
    for (const [part, groups] of this.parts) for (const group of groups) group.classList.toggle("on", on.has(part));
  }

  /** Marks the part of an account, and brings it into sight. */
  markAccount(key) {
    const found = this.partOf(key);
    this.mark(found || null);
    if (!found || !this.parts.has(found)) return;
    const box = this.parts.get(found)[0].getBoundingClientRect();
    const stage = this.stage.getBoundingClientRect();
    if (box.left < stage.left || box.right > stage.right) this.stage.scrollLeft += box.left - stage.left - stage.width / 3;
    if (box.top < stage.top || box.bottom > stage.bottom) this.stage.scrollTop += box.top - stage.top - stage.height / 3;
  }

  zoom(factor) {
    this.isFitted = false;
    this.setScale(Math.min(6, Math.max(0.15, this.scale * factor)));
  }

  fit(isWanted) {
    this.isFitted = true;
    const width = this.stage.clientWidth || 900;
    const whole = (width - 2) / this.scene.width;
    // Letters stay readable; what does not fit then is scrolled.
    const least = FIRST / this.letters;
    this.setScale(isWanted && this.scale !== null ? Math.min(whole, 1.6) : Math.max(Math.min(whole, 1.35), least));
  }

  /** Fits the picture to the room that it has now, unless a person has chosen a size. */
  fitAgain() { if (this.isFitted) this.fit(false); }

  setScale(scale) {
    this.scale = scale;
    if (!this.root) return;
    this.root.style.width = Math.round(this.scene.width * scale) + "px";
    this.root.style.height = Math.round(this.scene.height * scale) + "px";
    for (const text of this.texts) text.classList.toggle("small", Number(text.dataset.letters) * scale < LEAST - 0.05);
    put(this.size, Math.round((scale / this.full) * 100) + " %");
  }

  key(event) {
    const group = event.target.closest && event.target.closest(".thing");
    if (!group) return;
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.open(group.dataset.part);
    } else if (moves[event.key]) {
      event.preventDefault();
      const next = event.shiftKey ? this.along(group, moves[event.key]) : this.nearest(group, moves[event.key]);
      if (next) {
        next.focus();
        next.scrollIntoView({ block: "nearest", inline: "nearest" });
        say(visible(next.getAttribute("aria-label")));
      }
    }
  }

  nearest(from, [dx, dy]) {
    const box = from.getBoundingClientRect();
    const here = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    let best = null;
    for (const other of this.things) {
      if (other === from) continue;
      const there = other.getBoundingClientRect();
      const x = there.x + there.width / 2 - here.x;
      const y = there.y + there.height / 2 - here.y;
      const ahead = x * dx + y * dy;
      if (ahead <= 1) continue;
      const cost = ahead + 3 * Math.abs(x * dy + y * dx);
      if (!best || cost < best.cost) best = { cost, other };
    }
    return best && best.other;
  }

  /** The next part along the money: from a party to its lines, from a line to its end. */
  along(from, [dx, dy]) {
    const name = from.dataset.part;
    const isForward = dx > 0 || dy > 0;
    const own = this.scene.table.rows.find((row) => row.part === name);
    const next = own && own.ends.length > 1 ? own.ends[isForward ? 1 : 0]
      : (this.scene.table.rows.find((row) => row.ends.length > 1 && row.ends[isForward ? 0 : 1] === name) || {}).part;
    return next && this.things.find((thing) => thing.dataset.part === next);
  }
}
