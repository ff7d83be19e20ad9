// Elements and words. Text from the data becomes text nodes and nothing else.

const SVG = "http://www.w3.org/2000/svg";

/** Characters that control or turn a text, or have no width, by their numbers. */
function isHidden(code, before) {
  const within = (first, last) => code >= first && code <= last;
  if (code < 0x20 || within(0x7f, 0x9f)) return true;
  if ([0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x3164, 0xffa0, 0x200b, 0x200e, 0x200f, 0xfeff]
    .includes(code)) return true;
  if (within(0x180b, 0x180f) || within(0x2028, 0x202e) || within(0x2060, 0x206f) || within(0xfff9, 0xfffb)
    || within(0x1d173, 0x1d17a)) return true;
  if (code === 0x200c || code === 0x200d) {
    return !(before >= 0x600 && before < 0x1100) && before < 0x1f000 && before !== 0xfe0f;
  }
  if (within(0xfe00, 0xfe0f)) return before < 0x203c;
  return within(0xe0000, 0xe01ef) && !(before >= 0x3400 && before < 0xe000) && before < 0x1f000;
}

/** Shows hidden characters by their numbers: ⟨U+202E⟩. */
export function visible(text) {
  let shown = "";
  let before = 0;
  for (const sign of String(text)) {
    const code = sign.codePointAt(0);
    shown += isHidden(code, before) || (code >= 0xd800 && code < 0xe000)
      ? "⟨U+" + code.toString(16).toUpperCase().padStart(4, "0") + "⟩" : sign;
    before = code;
  }
  return shown;
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [event, action] of Object.entries(value)) element.addEventListener(event, action);
    } else if (name === "value" || name === "checked" || name === "selected" || name === "disabled") {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? "" : visible(value));
    }
  }
  for (const child of children.flat(4)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    element.append(child instanceof Node ? child : document.createTextNode(visible(child)));
  }
  return element;
}

export function el(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function svg(name, attributes, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

/** A button that does something; every action of the page is one. */
export function button(words, action, attributes) {
  return el("button", { type: "button", ...attributes, on: { click: action } }, words);
}

/** Replaces what stands in an element. */
export function put(element, ...children) {
  element.replaceChildren();
  return fill(element, null, children);
}

/** Writes thousands apart: 727400.00 as 727,400.00. No number is ever made of an amount. */
export function grouped(amount) {
  const [whole, part] = String(amount).split(".");
  const digits = whole.replace(/^-/, "");
  let text = "";
  for (let at = 0; at < digits.length; at += 1) {
    if (at > 0 && (digits.length - at) % 3 === 0) text += ",";
    text += digits[at];
  }
  return (whole.startsWith("-") ? "−" : "") + text + (part === undefined ? "" : "." + part);
}

export function money(sum) { return sum ? sum.currency + " " + grouped(sum.amount) : ""; }

export function moneys(sums) { return sums && sums.length ? sums.map(money).join(" + ") : "nothing"; }

export function plural(count, noun) {
  return grouped(count) + " " + (count === 1 ? noun : noun.endsWith("y") ? noun.slice(0, -1) + "ies" : noun + "s");
}

/** A time as the data has it, in its own zone: the day, and the minute where it is known. */
export function when(time) {
  if (!time) return "no time";
  return time.length > 10 ? time.slice(0, 10) + " " + time.slice(11, 16) + (time.endsWith("Z") ? " UTC" : "") : time;
}

/** The day of a time; empty for none. */
export function day(time) { return time ? time.slice(0, 10) : ""; }

/** The last part of a path. */
export function fileName(path) { return String(path).split("/").pop(); }

/** The finding in words and in a shape: nothing is said by colour alone. */
export function finding(value) {
  const signs = { proven: "●", possible: "◐", excluded: "○" };
  return el("span", { class: "finding " + value }, (signs[value] || "·") + " " + value);
}

let spoken = 0;
let waiting = null;

/** Says a change to those who cannot see it, at most once a second. */
export function say(words) {
  clearTimeout(waiting);
  const wait = Math.max(0, spoken + 1000 - performance.now());
  waiting = setTimeout(() => {
    spoken = performance.now();
    put(document.getElementById("live"), words);
  }, wait);
}
