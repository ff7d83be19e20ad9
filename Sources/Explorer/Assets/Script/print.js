// Printing: a picture that one sheet cannot show with readable letters goes over several, and each lies or stands.

import { el, svg } from "./build.js";

/** Pixels of a millimetre, and the height of the smallest letters on paper: 8 points. */
const MILLIMETRE = 96 / 25.4;
const LETTERS = 8 * 96 / 72;
/** The room for the picture on a sheet that stands and on one that lies, in millimetres: for A4 and for Letter. */
const SHEETS = [{ name: "upright", width: 184, height: 228 }, { name: "wide", width: 250, height: 160 }];

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
  const boxes = picture.texts.map((text) => text.getBBox());
  const spans = (start, length) => boxes.map((box) => [box[start], box[start] + box[length]]);
  const plans = SHEETS.map((sheet) => {
    const [width, height] = [sheet.width * MILLIMETRE, sheet.height * MILLIMETRE];
    const whole = Math.min(width / scene.width, height / scene.height);
    // One sheet shows it as large as it can, several show it as small as can be read.
    const scale = whole >= least ? Math.min(whole, 1.35) : least;
    const columns = cuts(scene.width, width / scale, spans("x", "width"));
    const rows = cuts(scene.height, height / scale, spans("y", "height"));
    return { sheet, scale, columns, rows, count: columns.length * rows.length };
  });
  const plan = plans.reduce((best, one) => (one.count < best.count || (one.count === best.count && one.scale > best.scale) ? one : best));
  let number = 0;
  return plan.rows.flatMap(([top, bottom], row) => plan.columns.map(([left, right], column) => {
    number += 1;
    const part = svg("svg", { viewBox: `${left} ${top} ${right - left} ${bottom - top}`, "aria-hidden": "true" },
      [...picture.root.children].map((child) => child.cloneNode(true)));
    part.style.width = (right - left) * plan.scale + "px";
    part.style.height = (bottom - top) * plan.scale + "px";
    return el("div", { class: `sheet ${plan.sheet.name}` },
      plan.count > 1 && el("p", { class: "hint" }, `${scene.title}: sheet ${number} of ${plan.count}, row ${row + 1}, column ${column + 1}`), part);
  }));
}

/** Divides a length into parts no longer than a room; a cut goes between texts where it can. */
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
