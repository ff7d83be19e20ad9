// Folds: rows of the picture that stand for several accounts. A pinned account has a row of its own, and never folds.

import { getKept, Refusal } from "./ask.js";
import { el, button, put, money, plural, grouped, say } from "./build.js";
import { table, size } from "./table.js";

/** The pictures in which accounts are folded. */
export const FOLDING = ["flow", "sankey", "timeline", "neighbourhood"];
/** The most accounts that are pinned, and the most letters of their keys in an address. */
const MOST = 200;
const LETTERS = 9000;

export class Folds {
  constructor(page) {
    this.page = page;
    /** Opens the next accounts of the row that the drawer shows; null where it shows none. */
    this.openNext = null;
  }

  get canPin() {
    const page = this.page;
    return !page.isMasked && FOLDING.includes(page.view) && (page.name === "sinks" || page.name === "account");
  }

  get pins() { return this.page.param("pin").split("\n").filter(Boolean); }

  /** Sets the pinned accounts; false where there are too many. */
  set(keys) {
    const text = keys.join("\n");
    if (keys.length > MOST || encodeURIComponent(text).length > LETTERS) {
      this.page.tell(new Refusal(400, { message: `${keys.length} accounts are too many to have rows of their own.`, help: "Fold some of them again first." }));
      return false;
    }
    this.page.set("pin", text, true);
    return true;
  }

  pin(keys) {
    const isDone = this.set([...new Set([...this.pins, ...keys])]);
    if (isDone) say(plural(keys.length, "account") + " shown");
    return isDone;
  }

  toggle(key) {
    if (!this.canPin) return;
    const { drawer } = this.page;
    if (this.pins.includes(key)) this.set(this.pins.filter((one) => one !== key));
    else this.pin([key]);
    if (drawer.isOpen) drawer.again();
  }

  /** Folds one pinned account again, or all where it is none of them. */
  fold(key) {
    if (this.pins.includes(key)) this.toggle(key);
    else if (this.pins.length) this.foldAgain();
  }

  foldAgain() {
    this.set([]);
    this.page.drawer.close();
    say("Folded again");
  }

  pinButton(key) {
    return this.canPin && button(this.pins.includes(key) ? "Unpin (P)" : "Pin (P)", () => this.toggle(key),
      { title: "A pinned account always has a row of its own in the picture" });
  }

  /** Opens an account that was searched for; what is found is never left in a row of several. */
  async find(key) {
    const { page } = this;
    page.drawer.account(key);
    if (!this.canPin || this.pins.includes(key)) return;
    const found = await getKept(page.partAddress("related", key)).catch(() => ({}));
    if (found.part && page.picture.countOf(found.part) > 1) this.pin([key]);
  }

  /** The accounts that share a row of the picture with an account, with their sums, so that some can be opened. */
  show(key) {
    const { drawer } = this.page;
    return drawer.show("Accounts in one row", async (body) => {
      const part = await getKept(this.page.partAddress("part", key));
      for (const one of part.members) this.page.learn(one);
      put(drawer.element.querySelector("h2"), `${plural(part.accounts, "account")} in one row`);
      this.page.picture.mark(part.part);
      this.fill(body, part);
    });
  }

  fill(body, part) {
    const { page } = this;
    const canOpen = this.canPin && part.accounts > 1;
    const open = (keys) => {
      const rest = part.members.find((one) => !keys.includes(one.account));
      if (!this.pin(keys)) return;
      page.drawer.trail.pop();
      // One account alone needs no row for several.
      if (rest && part.accounts - keys.length > 1) this.show(rest.account);
      else page.drawer.close();
    };
    const openNext = canOpen ? () => open(part.next) : null;
    this.openNext = openNext;
    const sums = (one) => [[one.paid, "paid"], [one.received, "received"]]
      .map(([list, words]) => list.map((sum) => el("div", null, money(sum), " ", words)));
    const some = (count) => (count > part.step ? `Show ${part.step}` : count === 1 ? "Show" : `Show all ${count}`);
    const list = (caption, rows, columns) => table({
      caption, rows,
      columns: [{
        ...columns[0], cell: (one) => [columns[0].cell(one), " ",
          canOpen && button(some(one.accounts), () => open(one.next), { class: "quiet" })],
      }, {
        head: "In this picture", numeric: true, cell: sums, by: (one) => size((one.paid[0] || one.received[0] || {}).amount),
      }, columns[1]],
    });
    const groups = el("div");
    const by = (way) => put(groups, list(plural(way.count, "group"), way.rows, [
      { head: "Group", isHead: true, cell: (one) => one.name || "not known", by: (one) => one.name },
      { head: "Accounts", numeric: true, cell: (one) => grouped(one.accounts), by: (one) => one.accounts },
    ]), way.count > way.rows.length && el("p", { class: "hint" }, `${grouped(way.count - way.rows.length)} more groups are not listed.`));
    put(body,
      el("p", { class: "sum" }, button(plural(part.inPicture, "payment"), () => page.drawer.payments("Payments of the row", page.pictureCite(part.part)),
        { class: "figure" }), " of this picture", sums(part)),
      canOpen && el("div", { class: "actions" }, button(`${some(part.accounts)} (E)`, openNext, { class: "main" }),
        this.pins.length > 0 && button("Fold again (F)", () => this.foldAgain())),
      canOpen && el("p", { class: "hint" }, "What is shown gets a row of its own, the largest first. The row keeps the others, and the sums stay."),
      el("details", { class: "section", on: { toggle: () => { if (!groups.firstChild) by(part.groups[0]); } } },
        el("summary", null, "By role, bank, country, or month of the first payment"),
        el("select", { "aria-label": "Grouped by", on: { change: (event) => by(part.groups[event.target.selectedIndex]) } },
          part.groups.map((way) => el("option", null, `${way.by} (${way.count})`))), groups),
      list(plural(part.accounts, "account"), part.members, [
        { head: "Account", isHead: true, cell: (one) => page.accountLink(one.account, one.name), by: (one) => one.name || one.account },
        { head: "Payments", numeric: true, cell: (one) => grouped(one.payments), by: (one) => one.payments },
      ]),
      part.accounts > part.members.length && el("p", { class: "hint" },
        `${grouped(part.accounts - part.members.length)} more accounts are not listed; the search finds them.`));
  }
}
