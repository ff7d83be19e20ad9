// Tables: sorted by any column, and shown in parts where they are long.

import { el, button, grouped, put } from "./build.js";

const STEP = 300;

/**
 * Makes a table. A column has `head`, `cell(row)`, and for sorting `by(row)`; `numeric` sets it to the right.
 * Rows may be marked by `mark(row)`, a word for the style sheet.
 */
export function table({ caption, columns, rows, mark, empty, note }) {
  if (!rows.length) return el("p", { class: "empty" }, empty || "Nothing was found.");
  let shown = STEP;
  let order = { column: null, isDown: false };
  const body = el("tbody");
  const more = el("div", { class: "more" });
  const style = (column) => [column.numeric && "number", column.class].filter(Boolean).join(" ") || null;
  const heads = columns.map((column, number) => {
    if (!column.by) return el("th", { scope: "col", class: style(column) }, column.head);
    return el("th", { scope: "col", class: style(column), "data-head": column.head },
      button(column.head, () => sort(number), { class: "sort", title: column.title }));
  });

  function sort(number) {
    order = order.column === number ? { column: number, isDown: !order.isDown }
      : { column: number, isDown: Boolean(columns[number].numeric) };
    heads.forEach((head, at) => {
      if (at === number) head.setAttribute("aria-sort", order.isDown ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    draw();
  }

  function ordered() {
    if (order.column === null) return rows;
    const { by } = columns[order.column];
    const keyed = rows.map((row, at) => ({ row, at, value: by(row) }));
    keyed.sort((one, other) => {
      const difference = one.value < other.value ? -1 : one.value > other.value ? 1 : 0;
      return (order.isDown ? -difference : difference) || one.at - other.at;
    });
    return keyed.map((one) => one.row);
  }

  function draw() {
    put(body, ordered().slice(0, shown).map((row) => el(
      "tr", { class: mark && mark(row) },
      columns.map((column, at) => el(at === 0 && column.isHead ? "th" : "td", {
        scope: at === 0 && column.isHead ? "row" : null, class: style(column),
      }, column.cell(row))))));
    put(more, rows.length > shown && [
      el("span", null, grouped(shown) + " of " + grouped(rows.length) + " rows "),
      button("Show " + grouped(Math.min(STEP, rows.length - shown)) + " more", () => {
        shown += STEP;
        draw();
      })]);
  }

  draw();
  return el("div", { class: "table" },
    el("div", { class: "wide", tabindex: 0, role: "group", "aria-label": caption },
      el("table", null, el("caption", null, caption), el("thead", null, el("tr", null, heads)), body)),
    more, note && el("p", { class: "hint" }, note));
}

/** An amount as a number for sorting only; it is never shown. */
export function size(amount) { return amount === undefined || amount === null ? -1 : Number(amount); }
