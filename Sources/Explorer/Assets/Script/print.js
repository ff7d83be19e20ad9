// Printing: a picture that one sheet cannot show with readable letters goes over several, or is turned on them.

import { el, svg } from "./build.js";

/** Pixels of a millimetre, and the height of the smallest letters on paper: 8 points. */
const MILLIMETRE = 96 / 25.4;
const LETTERS = 8 * 96 / 72;
/** The room for a picture on a sheet of A4 or Letter in millimetres: upright, and turned by a quarter. */
const SHEETS = [{ width: 184, height: 230, isTurned: false }, { width: 230, height: 184, isTurned: true }];

/** Prints a picture in sheets. */
export function printInSheets(picture) {
  const place = el("div", { class: "sheets" });
  picture.element.append(place);
  addEventListener("beforeprint", () => {
    if (picture.scene && picture.root && picture.root.isConnected) place.replaceChildren(...sheets(picture));
  });
  addEventListener("afterprint", () => place.replaceChildren());
}

function sheets(picture) {
  const { scene } = picture;
  const least = LETTERS / picture.letters;
  const texts = picture.texts.map((text) => text.getBBox());
  const parties = [...picture.parts].filter(([name]) => scene.parts[name]).flatMap(([, groups]) => groups.map((group) => group.getBBox()));
  const spans = (boxes, start, length) => boxes.map((box) => [box[start], box[start] + box[length]]);
  const plans = SHEETS.map((sheet) => {
    const [width, height] = [sheet.width * MILLIMETRE, sheet.height * MILLIMETRE];
    const whole = Math.min(width / scene.width, height / scene.height);
    // One sheet shows it as large as it can, several show it as small as can be read.
    const scale = whole >= least ? Math.min(whole, 1.35) : least;
    // Title and notes are as wide as the picture, so that every upright cut goes through them; none goes through a party.
    const columns = cuts(scene.width, width / scale, spans(parties.length ? parties : texts, "x", "width"));
    const rows = cuts(scene.height, height / scale, spans([...texts, ...parties], "y", "height"));
    return { sheet, scale, columns, rows, count: columns.length * rows.length };
  });
  const plan = plans.reduce((best, one) => (one.count < best.count || (one.count === best.count && one.scale > best.scale) ? one : best));
  let number = 0;
  return plan.rows.flatMap(([top, bottom], row) => plan.columns.map(([left, right], column) => {
    number += 1;
    const { isTurned } = plan.sheet;
    const [width, height] = isTurned ? [bottom - top, right - left] : [right - left, bottom - top];
    const place = isTurned ? `translate(${bottom} ${-left}) rotate(90)` : `translate(${-left} ${-top})`;
    const part = svg("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" },
      svg("g", { transform: place }, [...picture.root.children].map((child) => child.cloneNode(true))));
    part.style.width = width * plan.scale + "px";
    part.style.height = height * plan.scale + "px";
    return el("div", { class: "sheet" },
      plan.count > 1 && el("p", { class: "hint" }, `${scene.title}: sheet ${number} of ${plan.count}, row ${row + 1}, column ${column + 1}`), part);
  }));
}

/** Divides a length into parts no longer than a room; a cut goes between things where it can. */
function cuts(length, room, spans) {
  const parts = [];
  let start = 0;
  while (length - start > room + 0.5) {
    let end = start + room;
    // Step by step back, as long as most of the room is used.
    for (let place = end; place > start + room * 0.55; place -= 2) {
      if (!spans.some(([from, to]) => from < place && place < to)) {
        end = place;
        break;
      }
    }
    parts.push([start, end]);
    start = end;
  }
  parts.push([start, length]);
  return parts;
}
