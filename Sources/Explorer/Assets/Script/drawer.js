// The drawer: from a figure to its payments, from a payment to its rows, from a row to its bytes.

import { get, getKept, Gone } from "./ask.js";
import { el, button, put, money, moneys, when, day, fileName, plural, grouped, finding, say } from "./build.js";
import { table, size } from "./table.js";
import { RULES } from "./forms.js";

const enc = encodeURIComponent;

/** A citation as a key of the address for its bytes. */
function rowAddress(row) {
  return `/api/rows?source=${row.partSha256 ?? row.sha256}&first=${row.byteFirst}&last=${row.byteLast}&around=3`;
}

export class Drawer {
  /** `page` is asked for the question, the state and the decisions. */
  constructor(element, page) {
    this.element = element;
    this.page = page;
    this.trail = [];
    this.opener = null;
  }

  get isOpen() { return !this.element.hidden; }

  close() {
    if (!this.isOpen) return;
    this.element.hidden = true;
    this.page.folds.openNext = null;
    document.body.classList.remove("drawn");
    this.trail = [];
    this.page.unmark();
    if (this.opener && this.opener.isConnected) this.opener.focus();
    this.opener = null;
  }

  back() {
    this.trail.pop();
    if (this.trail.length) this.again();
    else this.close();
  }

  /** Shows the page of the drawer again, because the question has changed. */
  again() {
    const last = this.trail.pop();
    if (last) this.show(last.title, last.fill);
  }

  /** Shows a page of the drawer; `fill(body)` puts its contents. */
  async show(title, fill) {
    if (!this.isOpen) this.opener = document.activeElement;
    this.trail.push({ title, fill });
    this.page.folds.openNext = null;
    const body = el("div", { class: "contents" }, el("p", { class: "hint" }, "…"));
    const heading = el("h2", { tabindex: -1 }, title);
    put(this.element,
      el("div", { class: "bar" },
        this.trail.length > 1 && button("‹ Back", () => this.back(), { title: "To the page before" }),
        button("Close", () => this.close(), { class: "close", title: "Escape" })),
      heading, body);
    this.element.hidden = false;
    document.body.classList.add("drawn");
    this.element.scrollTop = 0;
    heading.focus({ preventScroll: true });
    try {
      await fill(body);
    } catch (error) {
      if (error.name !== "AbortError") put(body, this.page.problem(error));
      if (!(error instanceof Gone)) say(error.message);
    }
  }

  // Figures

  /** The payments behind a figure, 200 at a time. */
  payments(title, address, lead) {
    return this.show(title, async (body) => {
      const join = address.includes("?") ? "&" : "?";
      const list = el("div");
      const load = async (number) => {
        const cited = await getKept(`${address}${join}page=${number}`);
        if (number === 0) {
          put(body, lead && lead(cited), el("p", { class: "sum" },
            plural(cited.count, "payment"), ": ", moneys(cited.sent), " sent",
            moneys(cited.sent) === moneys(cited.received) ? " and received" : ", " + moneys(cited.received) + " received"), list);
        }
        list.append(...cited.transfers.map((transfer) => this.payment(transfer)));
        const rest = cited.count - (number + 1) * cited.size;
        if (rest > 0) {
          const more = button("Show " + grouped(Math.min(rest, cited.size)) + " more of " + grouped(rest), async () => {
            more.remove();
            await load(number + 1);
          });
          list.append(more);
        }
      };
      await load(0);
    });
  }

  /** One payment with the rows that show it. */
  payment(transfer, extra) {
    const rows = el("div", { class: "rows" });
    const sum = transfer.sent.currency === transfer.received.currency && transfer.sent.amount === transfer.received.amount
      ? money(transfer.sent) : [money(transfer.sent), " → ", money(transfer.received)];
    return el("article", { class: "payment" },
      el("p", { class: "line" }, el("span", { class: "date" }, when(transfer.time)), el("strong", null, sum)),
      el("p", { class: "line" }, this.page.accountLink(transfer.from), " → ", this.page.accountLink(transfer.to)),
      el("p", { class: "hint" }, [transfer.id, transfer.kind, transfer.reference].filter(Boolean).join(" · "), extra),
      el("p", { class: "sources" }, transfer.evidence.map((row) => this.rowButton(row, rows)),
        this.page.canDecide && button("decide …", () => this.page.decide({
          kinds: ["claim", "unclaim", "leave-out", "take-back"], operand: `${row0(transfer)}`,
        }), { class: "quiet" })),
      rows);
  }

  /** A button that opens a row of a file within an element. */
  rowButton(row, place) {
    const view = el("div", { class: "row" });
    let isShown = false;
    const words = `${fileName(row.file)}:${row.line}`;
    const open = button(words, async () => {
      isShown = !isShown;
      open.setAttribute("aria-expanded", String(isShown));
      if (!isShown) {
        view.remove();
        return;
      }
      place.append(view);
      put(view, el("p", { class: "hint" }, "reading …"));
      try {
        put(view, this.row(row, await get(rowAddress(row))));
        say(`Row ${words} is shown`);
      } catch (error) {
        put(view, this.page.problem(error));
      }
    }, { class: "source", "aria-expanded": "false", title: "The row as it stands in the file" });
    return open;
  }

  /** A row with its cells, its neighbours and its bytes. */
  row(row, shown) {
    const hex = el("pre", { class: "hex", hidden: true });
    const bytes = shown.byteLast - shown.byteFirst + 1;
    return el("div", null,
      el("p", { class: "hint" }, `${shown.file}, line ${row.line}, bytes ${shown.byteFirst} to ${shown.byteLast}`,
        shown.cut && " (cut: the row is longer)"),
      shown.cells.length ? el("dl", { class: "cells" }, shown.cells.map((cell) => [
        el("dt", null, cell.name), el("dd", null, cell.value === "" ? el("span", { class: "hint" }, "empty") : cell.value)])) : null,
      el("div", { class: "raw", tabindex: 0, role: "group", "aria-label": "The line in its file" },
        shown.before.map((line) => el("code", { class: "beside" }, line || " ")),
        shown.text && el("code", { class: "own", "data-first": shown.byteFirst }, shown.text),
        shown.after.map((line) => el("code", { class: "beside" }, line || " "))),
      shown.masked && el("p", { class: "hint" }, "Numbers of cards are hidden, so the bytes are not shown."),
      el("p", { class: "hint digest" }, "SHA-256 ", shown.sha256),
      shown.hex && button("Bytes", (event) => {
        hex.hidden = !hex.hidden;
        event.target.setAttribute("aria-expanded", String(!hex.hidden));
        if (!hex.textContent) hex.textContent = dump(shown.hex, shown.byteFirst);
      }, { class: "quiet", "aria-expanded": "false", title: plural(bytes, "byte") }), hex);
  }

  // Accounts

  /** An account: its facts, its figures in the answer, the evidence, and the other sides of its payments. */
  account(key) {
    this.page.markAccount(key);
    return this.show(this.page.nameOf(key), async (body) => {
      const account = await getKept("/api/account?key=" + enc(key));
      this.page.learn(account);
      const heading = this.element.querySelector("h2");
      put(heading, account.name || account.holder || key);
      const isOut = this.page.isLeftOut(key);
      const later = {};
      put(body,
        el("p", { class: "key" }, key),
        el("p", null, [account.role !== "unknown" && account.role, account.institution, account.country,
          account.pooled && "pooled: holds the money of many"].filter(Boolean).join(", ") || "nothing more is known of it"),
        account.aliases.length > 0 && el("p", { class: "hint" }, "also written ", account.aliases.join(", ")),
        el("div", { class: "actions" },
          isOut ? button("Bring back", () => this.page.bringBack(key)) : button("Leave out (X)", () => this.page.leaveOut(key)),
          button("Keep a decision …", () => this.page.decide({
            kinds: ["leave-out", "take-back", "role", "pooled", "name", "same", "different"], operand: key,
          })),
          button("Its neighbours", () => this.page.go("account", { account: key })),
          this.page.folds.pinButton(key)),
        this.figures(key),
        later.why = el("div"),
        this.money(key),
        this.sides("Paid in by", account.incoming, key, "from"),
        this.sides("Paid out to", account.outgoing, key, "to"),
        later.log = el("div"));
      this.history(key, later.log);
    });
  }

  /** The figures of the account in the answer that is shown, each a button to its payments. */
  figures(key) {
    const sink = this.page.sink(key);
    if (!sink) return null;
    const cite = this.page.citeAddress(key);
    const paid = () => this.payments("Received by " + this.page.nameOf(key), cite,
      () => el("p", { class: "hint" }, "The payments into this account that lie on walks from victims, gross: not all of it need be the victims' money."));
    const witness = () => this.witnesses(key);
    return el("section", null, el("h3", null, "In this answer"),
      el("dl", { class: "figures" },
        fact("Victims", button(grouped(sink.victims), witness, { class: "figure", "data-figure": "victims" })),
        fact("Received on walks from them", button(moneys(sink.received), paid, { class: "figure", "data-figure": "received" })),
        fact("in payments", button(grouped(sink.transfers), paid, { class: "figure", "data-figure": "transfers" })),
        fact("of all that came in", button(moneys(sink.inflow), () => this.payments("All that came in",
          this.page.citeList({ to: key })), { class: "figure", "data-figure": "inflow" })),
        fact("First and last", `${day(sink.first) || "no date"} to ${day(sink.last) || "no date"}`),
        fact("Evidence", [finding(sink.finding), ` grade ${sink.grade}, ${plural(sink.hops, "hop")} or more`]),
        fact("", [sink.terminal && "nothing leaves it afterwards in the data", sink.firstConvergence
          && "no earlier account had received money of all these victims"].filter(Boolean).join("; "))),
      button("Why: a walk from each victim", witness, { class: "quiet" }));
  }

  /** One witness walk for each victim. */
  witnesses(key) {
    return this.show("How victims' money came to " + this.page.nameOf(key), async (body) => {
      const answer = await getKept(this.page.explainAddress(key));
      put(body,
        el("p", null, `${plural(answer.witnesses.length, "victim")} with a walk to this account; for each the one of the strongest grade.`),
        this.page.notes(answer.notes),
        answer.witnesses.map((one) => el("details", { class: "witness" },
          el("summary", null, this.page.nameOf(one.victim), ": ", plural(one.walk.hops, "hop"), ", grade ", one.walk.grade),
          this.walk(one.walk))),
        answer.others.length > 0 && el("p", { class: "hint" }, "No walk from: ", answer.others.map((one) => this.page.nameOf(one)).join(", ")));
    });
  }

  /** The payments of a walk, with the links between them. */
  walk(walk) {
    const links = walk.links || [];
    return el("div", { class: "walk" },
      walk.openOrders && walk.openOrders.length > 0 && el("p", { class: "warning" }, "The records do not decide the order of ",
        plural(walk.openOrders.length, "pair"), " of these payments."),
      walk.transfers.map((transfer) => {
        const own = new Set(transfer.evidence.map((row) => (row.partSha256 ?? row.sha256) + row.line));
        const link = links.find((one) => one.outbound.some((row) => own.has((row.partSha256 ?? row.sha256) + row.line)));
        return [link && el("p", { class: "hint link" }, `link of grade ${link.grade}: ${link.basis}`), this.payment(transfer)];
      }));
  }

  /** Whose money is there: by a rule that a person names. */
  money(key) {
    const place = el("div");
    const choose = el("select", {
      "aria-label": "Rule", on: {
        change: async (event) => {
          if (!event.target.value) return;
          put(place, el("p", { class: "hint" }, "tracing …"));
          try {
            this.lots(place, await getKept(this.page.figureAddress(key, event.target.value)), event.target.value);
          } catch (error) {
            put(place, this.page.problem(error));
          }
        },
      },
    }, el("option", { value: "" }, "choose a rule …"), RULES.map(([rule, words]) => el("option", { value: rule }, words)));
    return el("details", { class: "section" }, el("summary", null, "Whose money is there"),
      el("p", { class: "hint" }, "Every figure of whose money needs a rule; the court decides which applies."), choose, place);
  }

  lots(place, answer, rule) {
    put(place,
      el("p", { class: "hint" }, `By ${rule}: ${answer.question.definition}.`, answer.addsUp ? " The lots add up to the figures." : ""),
      this.page.notes(answer.notes),
      answer.figures.length === 0 && el("p", null, "No victim's money is there by this rule."),
      answer.figures.map((figure) => el("details", { class: "witness" },
        el("summary", null, this.page.nameOf(figure.claim), ": ", figure.currency, " ", figure.exact, " of ", figure.claimCurrency, " ", figure.claimExact),
        figure.lots.map((lot) => el("div", { class: "lot" },
          el("p", { class: "hint" }, `claim ${lot.claimId}: ${figure.currency} ${lot.exact}`),
          lot.transfers.map((transfer) => this.payment(transfer)))))));
  }

  sides(title, side, key, name) {
    if (side.count === 0) return el("p", { class: "hint" }, title, ": nobody in the data");
    return el("details", { class: "section" },
      el("summary", null, title, " ", plural(side.others, "account"), ": ", moneys(side.totals)),
      table({
        caption: `${title} ${plural(side.others, "account")} in ${plural(side.count, "payment")}`,
        rows: side.sums,
        columns: [
          { head: "Account", isHead: true, cell: (one) => this.page.accountLink(one.account, one.name), by: (one) => one.name || one.account },
          {
            head: "Payments", numeric: true, by: (one) => one.payments,
            cell: (one) => button(grouped(one.payments), () => this.payments("Payments", this.page.citeList(
              name === "from" ? { from: one.account, to: key } : { from: key, to: one.account })), { class: "figure" }),
          },
          { head: "Sum", numeric: true, by: (one) => size(one.totals[0] && one.totals[0].amount), cell: (one) => moneys(one.totals) },
        ],
      }),
      side.others > side.sums.length && el("p", { class: "hint" }, `${grouped(side.others - side.sums.length)} more accounts are not listed.`));
  }

  /** The decisions and notes of the case on an account. */
  async history(key, place) {
    if (!this.page.state.case) return;
    const events = (await getKept("/api/log")).filter((one) => JSON.stringify(one.event).includes(JSON.stringify(key)));
    if (!events.length) return;
    put(place, el("section", null, el("h3", null, "In the case's log"), el("ul", null, events.map((one) => el("li",
      { class: one.effective ? null : "undone" }, `${one.event.n}: ${one.event.kind}`, one.event.why && ` — ${one.event.why}`,
      ` (${one.event.by}, ${day(one.event.at)})`, one.effective ? "" : ", undone")))));
  }
}

function row0(transfer) { return `${transfer.evidence[0].file}:${transfer.evidence[0].line}`; }

function fact(name, value) { return value ? [el("dt", null, name), el("dd", null, value)] : null; }

/** Bytes as lines of 16, with their places in the file. */
function dump(hex, first) {
  const lines = [];
  for (let at = 0; at < hex.length; at += 32) {
    const part = hex.slice(at, at + 32).match(/../g);
    lines.push(String(first + at / 2).padStart(9) + "  " + part.join(" ").padEnd(47) + "  "
      + part.map((two) => {
        const code = parseInt(two, 16);
        return code > 0x1f && code < 0x7f ? String.fromCharCode(code) : "·";
      }).join(""));
  }
  return lines.join("\n");
}
