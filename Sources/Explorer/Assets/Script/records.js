// What the case rests on, lacks and keeps: missing documents, problems, files, events, answers on record.

import { file, get, getKept } from "./ask.js";
import { el, button, put, moneys, when, plural, grouped, fileName } from "./build.js";
import { table, size } from "./table.js";

const KINDS = {
  statement: "the statement", activity: "the activity (none is loaded)", settlement: "the onward payments of receipts",
  receipts: "the receipts that payouts name", paymentSource: "the sources of payments", balance: "the balances after payments",
};

/** The documents that are missing, by the claimed money that each would decide. */
export async function requests(page, signal) {
  const answer = await getKept("/api/requests" + page.query(), signal);
  const rows = answer.missing.map((one, at) => ({ ...one, rank: at + 1 }));
  for (const one of rows) page.learn(one);
  const cite = (one, kind, words, lead) => () => page.drawer.payments(words, page.citeMissing(`${kind}:${one.rank}`),
    () => [el("p", { class: "hint" }, lead),
      one.references.length > 0 && el("p", null, "To quote in the request: ", el("code", null, one.references.join(", ")))]);
  const claims = (one) => cite(one, "claims", "Claims that it would decide", "The claimed payments whose trail ends where the document is missing.");
  const breaks = (one) => cite(one, "records", "Where the trail breaks", "The payments after which, or before which, the records say no more.");
  return {
    title: rows.length ? plural(rows.length, "missing document") : "No missing document",
    lead: "What to ask for next: where the trail of claimed money ends because records are missing, the most decisive first.",
    say: plural(rows.length, "missing document"),
    parts: [table({
      caption: plural(rows.length, "missing document"), rows, empty: "No missing document would decide any claimed payment.",
      columns: [
        { head: "", numeric: true, by: (one) => one.rank, cell: (one) => String(one.rank) },
        { head: "Ask for", isHead: true, by: (one) => one.kind, cell: (one) => [KINDS[one.kind] || one.kind, el("small", null, `${one.from || "the beginning"} to ${one.to || "now"}`)] },
        { head: "Of", by: (one) => one.name || one.account, cell: (one) => [page.accountLink(one.account, one.name), el("small", null, [one.institution, one.country].filter(Boolean).join(", "))] },
        {
          head: "Decides up to", numeric: true, by: (one) => size((one.claimed[0] || one.unexplained[0] || {}).amount),
          cell: (one) => (one.claims ? button(moneys(one.claimed), claims(one), { class: "figure" })
            : button(moneys(one.unexplained), breaks(one), { class: "figure" })),
        },
        { head: "Expected", numeric: true, class: "wideonly", by: (one) => size((one.expected[0] || {}).amount), cell: (one) => (one.expected.length ? moneys(one.expected) : "") },
        { head: "Claims", numeric: true, by: (one) => one.claims, cell: (one) => (one.claims ? button(grouped(one.claims), claims(one), { class: "figure", "aria-label": plural(one.claims, "claim") }) : "") },
        { head: "Trail breaks at", cell: (one) => button(plural(one.records.length, "payment"), breaks(one), { class: "figure" }) },
      ],
      note: "Decides up to: the claims concerned, each counted whole; where there are none, the payouts whose origin the document would show. "
        + "Expected: the same, less what a payment service leaves unlinked where its records are loaded.",
    })],
  };
}

/** The problems in the data, with their rows. */
export async function problems(page, signal) {
  const answer = await getKept("/api/problems", signal);
  return {
    title: plural(answer.count, "problem") + " in the data", lead: "Rows that were rejected or are doubtful, and what to do about them.",
    say: plural(answer.count, "problem"),
    parts: [table({
      caption: plural(answer.count, "problem"), rows: answer.problems, empty: "No file has a problem.",
      columns: [
        { head: "Kind", isHead: true, by: (one) => one.severity + one.code, cell: (one) => [one.severity, el("small", null, one.code)] },
        { head: "Problem", cell: (one) => [one.message, el("small", null, [one.note, one.help].filter(Boolean).join(" ")), el("div", { class: "rows" })] },
        {
          head: "Row", cell: (one) => one.row && button(`${fileName(one.row.file)}:${one.row.line}`, () => page.drawer.show("Row", async (body) => {
            const place = el("div");
            put(body, el("p", null, one.message), place);
            page.drawer.rowButton(one.row, place).click();
          }), { class: "source" }),
        },
      ],
    })],
  };
}

/** The files, with the balance of their rows. */
export async function files(page) {
  const state = page.state;
  return {
    title: plural(state.files.length, "file"), lead: "Every row is loaded, a memo, skipped or rejected.",
    parts: [
      state.files.some((one) => one.changed) && el("p", { class: "warning" }, "Files have changed on disk since they were loaded; answers rest on the bytes that were loaded. ",
        button("Load again", () => page.loadAgain())),
      table({
        caption: plural(state.files.length, "file"), rows: state.files,
        columns: [
          { head: "File", isHead: true, by: (one) => one.file, cell: (one) => [one.file, el("small", { class: "digest" }, "SHA-256 ", one.sha256), one.changed && el("span", { class: "warning" }, "changed on disk")] },
          { head: "Profile", cell: (one) => one.profile },
          ...["read", "loaded", "memo", "skipped", "rejected", "problems"].map((name) => ({
            head: name[0].toUpperCase() + name.slice(1), numeric: true, by: (one) => one[name], cell: (one) => grouped(one[name]),
          })),
        ],
      }),
    ],
  };
}

/** The events of the case. */
export async function log(page, signal) {
  if (!page.state.case) {
    return {
      title: "No case", lead: "Files are looked at without a case, so no decision is kept.",
      parts: [el("p", null, button("How to make a case", () => page.decide({ kinds: ["leave-out"], operand: "" })))],
    };
  }
  const events = await getKept("/api/log", signal);
  const words = ({ event }) => Object.entries(event).filter(([name]) => !["at", "by", "kind", "n", "program", "why"].includes(name))
    .map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : value}`).join(", ");
  return {
    title: `${plural(events.length, "event")} of the case`, lead: `${page.state.caseLine}. Each event has the hash that it must have, which was checked when the case was opened.`, say: plural(events.length, "event"),
    parts: [table({
      caption: plural(events.length, "event"), rows: [...events].reverse(),
      mark: (one) => (one.effective ? null : "undone"),
      columns: [
        { head: "Event", isHead: true, numeric: true, by: (one) => one.event.n, cell: (one) => String(one.event.n) },
        { head: "When, who", by: (one) => one.event.at, cell: (one) => [when(one.event.at), el("small", null, one.event.by)] },
        { head: "Kind", by: (one) => one.event.kind, cell: (one) => [one.event.kind, !one.effective && el("small", null, "without effect")] },
        { head: "Content", class: "long", cell: (one) => words(one) },
        { head: "Reason", class: "long", cell: (one) => one.event.why || "" },
        {
          head: "", cell: (one) => one.effective && one.event.n > 1 && page.canDecide && button("undo …", () => page.decide({
            kinds: ["undo"], operand: String(one.event.n), isUndo: true, lead: el("p", null, `Event ${one.event.n}, ${one.event.kind}: ${words(one).slice(0, 200)}`),
          }), { class: "quiet" }),
        },
      ],
    })],
  };
}

const STATES = {
  same: ["proven", "● the same bytes"], differs: ["excluded", "≠ differs"], unasked: ["possible", "○ cannot be asked"],
};

const state = (found) => el("span", { class: "finding " + STATES[found.state][0] }, STATES[found.state][1]);
const address = (name) => "/api/answers/" + encodeURIComponent(name);
const command = (page, one) => `tributary ${one.command.map(page.quoted).join(" ")}`;

/** The answers on record; each is asked again, as `verify` does. */
export async function answers(page, signal) {
  if (!page.state.case) return log(page, signal);
  if (page.item) return answerOnRecord(page, page.item, signal);
  const list = await getKept("/api/answers", signal);
  const states = new Map(list.map((one) => [one.name, el("span", { class: "hint" }, "asking again …")]));
  const verify = async () => {
    for (const one of list) {
      const found = await getKept(address(one.name)).catch((error) => ({ error }));
      if (page.name !== "answers") return;
      const place = states.get(one.name);
      put(place, found.error ? found.error.message : [state(found),
        found.today && el("small", null, found.today.count ? `${plural(found.today.count, "figure")} would be others today` : "the same figures today")]);
    }
  };
  verify();
  return {
    title: plural(list.length, "answer") + " on record",
    lead: "An answer on record is kept with its question. Each is asked again on the case as it was then, and compared byte by byte.",
    say: plural(list.length, "answer"),
    parts: [table({
      caption: plural(list.length, "answer"), rows: list, empty: "No answer is on record: --record NAME keeps one (tributary sinks --case C --record NAME).",
      columns: [
        { head: "Name", isHead: true, by: (one) => one.name, cell: (one) => button(one.name, () => page.go("answers/" + encodeURIComponent(one.name)), { class: "account" }) },
        { head: "State", cell: (one) => states.get(one.name) },
        { head: "Event", numeric: true, by: (one) => one.event, cell: (one) => String(one.event) },
        { head: "When, who", by: (one) => one.at, cell: (one) => [when(one.at), el("small", null, one.by)] },
        { head: "Question", class: "long", cell: (one) => el("code", null, command(page, one)) },
      ],
    })],
  };
}

/** One answer on record: whether it is still the same, and what the case of today would answer. */
async function answerOnRecord(page, name, signal) {
  const found = await get(address(name), signal);
  const figures = (title, list) => list.count > 0 && [table({
    caption: `${title}: ${plural(list.count, "figure")}`, rows: list.figures, columns: [
      { head: "Figure", isHead: true, cell: (one) => one.key }, { head: "Was", cell: (one) => (one.was === null ? "not there" : one.was) },
      { head: "Is", cell: (one) => (one.now === null ? "not there" : one.now) },
    ],
  }), list.count > list.figures.length && el("p", { class: "hint" }, `${grouped(list.count - list.figures.length)} more are not listed.`)];
  return {
    title: `“${found.name}” on record`, lead: `Kept as event ${found.event} by ${found.by}, ${when(found.at)}.`, say: found.state,
    parts: [
      el("p", null, state(found), found.state === "same" && ": asked again on the case as it was then, it gives the bytes that were recorded."),
      found.reason && el("p", { class: "warning" }, found.reason),
      figures("Differences from the record", found.differences),
      found.today && el("p", null, found.today.count ? "The case has gone on since; today some figures would be others. That is no fault of the record."
        : "The case has gone on since; the figures are the same today."),
      found.today && figures("On the case as it is today", found.today),
      el("pre", { class: "command" }, command(page, found)),
      el("p", { class: "actions" }, found.page && button("Ask it today", () => page.open(found.page), { class: "main" }),
        button("Save the bytes on record", () => page.saveBlob(file(address(name) + "?kept=yes"), `answer-event-${found.event}`)),
        button("All answers on record", () => page.go("answers"))),
      el("p", { class: "hint digest" }, "SHA-256 of the record ", found.sha256),
    ],
  };
}
