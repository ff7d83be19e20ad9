// The answers: each page turns the JSON that a command prints into words, tables and pictures.

import { get, getKept } from "./ask.js";
import { el, button, money, moneys, when, day, plural, grouped, finding, put } from "./build.js";
import { table, size } from "./table.js";
import { RULES } from "./forms.js";

/** The forms of pictures of the shared accounts, by the word in the address. */
export const FORMS = [
  ["flow", "Flow"], ["sankey", "Bands"], ["timeline", "Time"], ["matrix", "Matrix"], ["none", "Table alone"],
];

const NOT_FOUND = "No account was reached by so many victims' money under this question.";

/** The question of shared accounts in one sentence, complete. */
export function sentence(page, answer) {
  const question = answer.question;
  const keys = (page.param("without") || "").split("\n").filter(Boolean);
  return [
    `Accounts where money of ${question.minVictims} or more of ${plural(answer.totals.victims, "victim")} meets`,
    question.pooledAsOrdinary ? "payment services treated as ordinary accounts (grade D)" : `along links of grade ${question.minGrade} or better`,
    question.maxHops ? `in at most ${plural(question.maxHops, "hop")}` : "in any number of hops",
    question.within && `waiting at most ${page.param("within") || question.within} at an account`,
    { allow: "payments of one time in any order", forbid: "each payment strictly later than the one before" }[question.ties],
    question.since && `from ${question.since}`, question.before && `before ${question.before}`,
    question.currency && `in ${question.currency}`,
    keys.length ? `${plural(keys.length, "account")} left out as a hypothesis` : null,
  ].filter(Boolean).join(", ") + ".";
}

/** The difference of two answers on shared accounts: sinks gained and lost, figures that were and are. */
export function difference(page, base, answer) {
  const was = new Map(base.sinks.map((sink) => [sink.account, sink]));
  const is = new Map(answer.sinks.map((sink) => [sink.account, sink]));
  const gained = answer.sinks.filter((sink) => !was.has(sink.account));
  const lost = base.sinks.filter((sink) => !is.has(sink.account));
  const moved = [];
  for (const sink of answer.sinks) {
    const former = was.get(sink.account);
    if (!former) continue;
    const parts = [
      former.victims !== sink.victims && `victims ${former.victims}, now ${sink.victims}`,
      moneys(former.received) !== moneys(sink.received) && `received ${moneys(former.received)}, now ${moneys(sink.received)}`,
      former.transfers !== sink.transfers && `payments ${former.transfers}, now ${sink.transfers}`,
      former.grade !== sink.grade && `grade ${former.grade}, now ${sink.grade}`,
      former.finding !== sink.finding && `${former.finding}, now ${sink.finding}`,
      former.hops !== sink.hops && `hops ${former.hops}, now ${sink.hops}`,
    ].filter(Boolean);
    if (parts.length) moved.push({ sink, words: parts.join("; ") });
  }
  return { gained, lost, moved, was, is };
}

function differenceElement(page, change) {
  const count = change.gained.length + change.lost.length + change.moved.length;
  const name = (sink) => page.accountLink(sink.account, sink.name);
  const figures = (sink) => `: ${plural(sink.victims, "victim")}, ${moneys(sink.received)}`;
  return el("details", { class: "difference", open: count > 0 && count <= 8 },
    el("summary", null, "Against the base: ",
      count === 0 ? "the same accounts and figures"
        : [el("strong", null, `${change.lost.length} lost`), ", ", el("strong", null, `${change.gained.length} gained`),
          `, ${change.moved.length} with other figures`]),
    el("ul", { class: "changes" },
      change.lost.map((sink) => el("li", { class: "lost" }, "lost: ", name(sink), figures(sink))),
      change.gained.map((sink) => el("li", { class: "gained" }, "gained: ", name(sink), figures(sink))),
      change.moved.map(({ sink, words }) => el("li", { class: "moved" }, "moved: ", name(sink), ": ", words))));
}

/** The table of shared accounts. */
function sinkTable(page, answer, change) {
  const mark = (sink) => [
    change && !change.was.has(sink.account) && "gained", change && change.moved.some((one) => one.sink === sink) && "moved",
    page.chosen === sink.account && "chosen"].filter(Boolean).join(" ") || null;
  const pay = (sink) => () => page.drawer.payments("Received by " + (sink.name || sink.account), page.citeAddress(sink.account));
  const was = (sink, read) => {
    const former = change && change.was.get(sink.account);
    return former && read(former) !== read(sink) ? el("span", { class: "was" }, "was ", read(former)) : null;
  };
  return table({
    caption: plural(answer.sinks.length, "shared account"),
    rows: answer.sinks,
    mark,
    empty: NOT_FOUND,
    columns: [
      {
        head: "Account", isHead: true, by: (sink) => sink.name || sink.account,
        cell: (sink) => [page.accountLink(sink.account, sink.name), el("small", null, sink.name ? sink.account : "")],
      },
      {
        head: "Victims", numeric: true, by: (sink) => sink.victims,
        cell: (sink) => [button(grouped(sink.victims), () => page.drawer.witnesses(sink.account), {
          class: "figure", "aria-label": `${plural(sink.victims, "victim")}: a walk from each`,
        }), was(sink, (one) => grouped(one.victims))],
      },
      {
        head: "Received on walks", numeric: true, by: (sink) => size(sink.received[0] && sink.received[0].amount),
        cell: (sink) => [button(moneys(sink.received), pay(sink), { class: "figure" }), was(sink, (one) => moneys(one.received))],
      },
      {
        head: "Payments", numeric: true, by: (sink) => sink.transfers,
        cell: (sink) => [button(grouped(sink.transfers), pay(sink), { class: "figure", "aria-label": plural(sink.transfers, "payment") }),
          was(sink, (one) => grouped(one.transfers))],
      },
      { head: "Finding", by: (sink) => sink.grade, cell: (sink) => [finding(sink.finding), el("small", null, "grade " + sink.grade)] },
      { head: "Hops", numeric: true, by: (sink) => sink.hops, cell: (sink) => String(sink.hops) },
      { head: "Role, bank", class: "wideonly", cell: (sink) => [sink.role === "unknown" ? "" : sink.role, el("small", null, [sink.institution, sink.country].filter(Boolean).join(", "))] },
      { head: "First and last", class: "wideonly days", by: (sink) => sink.first || "", cell: (sink) => [day(sink.first), el("small", null, day(sink.last))] },
      {
        head: "Paid by", numeric: true, class: "wideonly", by: (sink) => sink.popularity, title: "All accounts that pay into it",
        cell: (sink) => [grouped(sink.popularity), sink.terminal && el("small", null, "end")],
      },
    ],
    note: "Received: gross, on payments that lie on walks from victims. Paid by: all accounts that pay into it; many payers make a shop, not a suspect.",
  });
}

/** The page of shared accounts: figures, difference, picture. */
export async function sinks(page, signal) {
  const state = page.state;
  if (!page.param("victims") && state.claims === null && !state.roles.victim) {
    return {
      title: "Who are the victims?",
      lead: "No file names them: give an accounts file (account, role) or a claims file (claim), decide it in a case, or name them on the left.",
      isEmpty: true,
      parts: [el("p", null, button("Take every account that pays", () => page.set("victims", "all", true), { class: "main" }), " ",
        button("Look at the payments", () => page.go("transfers")))],
    };
  }
  const form = page.view;
  // Where no file names the victims, the first question that does is the base.
  if (state.claims === null && !state.roles.victim && !page.baseQuery.includes("victims=")) page.setBase();
  const [answer, base, scene] = await Promise.all([
    getKept(page.answerAddress("sinks"), signal), page.isBase ? null : getKept(page.baseAddress(), signal),
    form === "none" ? null : getKept(page.sceneAddress(form), signal).catch((error) => {
      if (error.name === "AbortError" || error.status === undefined) throw error;
      return { error };
    }),
  ]);
  const change = page.isBase ? null : difference(page, base, answer);
  page.answer = answer;
  for (const sink of answer.sinks) page.learn(sink);
  const count = answer.sinks.length;
  const words = count === 1 ? "1 account is" : `${grouped(count)} accounts are`;
  return {
    title: `${words} reached by the money of ${answer.question.minVictims} or more of ${plural(answer.totals.victims, "victim")}`,
    lead: sentence(page, answer),
    say: `${words} shared` + (change ? `; ${change.lost.length} lost, ${change.gained.length} gained, ${change.moved.length} moved` : ""),
    parts: [
      el("p", { class: "totals" },
        button(answer.totals.claims === undefined || answer.totals.claims === null ? "payments of the victims" : plural(answer.totals.claims, "claimed payment"),
          () => page.drawer.payments("Claimed by the victims", page.citeAddress("claims")), { class: "figure" }),
        answer.totals.claimed ? [", ", moneys(answer.totals.claimed)] : "",
        `, among ${plural(answer.totals.transfers, "payment")} between ${plural(answer.totals.accounts, "account")}`),
      change && differenceElement(page, change),
      page.isHypothesis && el("p", { class: "warning" }, "Accounts are left out as a hypothesis: nothing is said to be excluded here."),
      pictures(page, form, scene),
      sinkTable(page, answer, change),
      page.notes(answer.notes),
    ],
    scene: scene && !scene.error ? scene : null,
  };
}

/** The tabs of the pictures, and the place of the one that is shown. */
export function pictures(page, form, scene, forms = FORMS) {
  const tabs = el("div", { class: "tabs", role: "group", "aria-label": "Picture" },
    forms.map(([name, words]) => button(words, () => page.set("view", name === forms[0][0] ? "" : name, true), {
      "aria-pressed": String(name === form),
    })));
  if (!scene) return el("section", { class: "pictures" }, tabs);
  if (scene.error) return el("section", { class: "pictures" }, tabs, page.problem(scene.error));
  return el("section", { class: "pictures" }, tabs, page.picture.element, sceneTable(page, scene));
}

/** The picture as a table: the same lines, the same counts. */
function sceneTable(page, scene) {
  const place = el("div");
  const details = el("details", { class: "section", on: { toggle: () => { if (details.open && !place.firstChild) fill(); } } },
    el("summary", null, `The picture as a table: ${plural(scene.table.rows.length, "line")}`), place);
  function fill() {
    place.append(table({
      caption: scene.title,
      rows: scene.table.rows,
      columns: [
        ...scene.table.heads.map((head, at) => ({
          head, isHead: at === 0, numeric: scene.table.numbers.includes(at), cell: (row) => row.cells[at],
          by: (row) => (scene.table.numbers.includes(at) ? size(row.cells[at].replace(/[^0-9.]/g, "")) : row.cells[at]),
        })),
        {
          head: "Evidence", cell: (row) => row.payments > 0 && row.part
            && button(plural(row.payments, "payment"), () => page.openPart(row.part, []), { class: "figure" }),
        },
      ],
    }));
  }
  return details;
}

/** Whose money is on which account, by a rule. */
export async function trace(page, signal) {
  if (!page.param("rule")) {
    return {
      title: "Whose money is where", lead: "Every figure of whose money needs a rule, and the court decides which one applies.",
      parts: [el("ul", { class: "rules" }, RULES.map(([rule, words]) => el("li", null, button(words, () => page.set("rule", rule, true)))))],
    };
  }
  const answer = await getKept(page.answerAddress("trace"), signal);
  const rule = page.param("rule");
  return {
    title: `Whose money is where, by ${rule}`, lead: `${answer.question.definition}. Links of grade ${answer.question.minGrade} or better. `
      + (answer.totals.reconciles ? "What was received is what was passed on, returned and is held." : ""),
    say: plural(answer.holdings.length, "figure"),
    parts: [
      table({
        caption: plural(answer.holdings.length, "figure"), rows: answer.holdings, empty: "No victim's money is at rest anywhere by this rule.",
        columns: [
          { head: "Account", isHead: true, cell: (one) => page.accountLink(one.account), by: (one) => one.account },
          { head: "Money of", cell: (one) => page.accountLink(one.claim), by: (one) => one.claim },
          {
            head: "Amount", numeric: true, by: (one) => size(one.amount),
            cell: (one) => button(`${one.currency} ${grouped(one.amount)}`, () => lots(page, one, rule), { class: "figure" }),
          },
          { head: "of the claim", numeric: true, by: (one) => size(one.claimAmount), cell: (one) => (one.claimAmount ? `${one.claimCurrency} ${grouped(one.claimAmount)}` : "") },
          {
            head: "By any rule", numeric: true, cell: (one) => (one.lower !== undefined && one.lower !== null && one.upper !== null
              ? `${one.boundsCurrency || ""} ${grouped(one.lower)} to ${grouped(one.upper)}` : "not computed"),
          },
          { head: "State", cell: (one) => one.fate || "", by: (one) => one.fate || "" },
        ],
        note: "Amounts are rounded for reading; a figure opens its lots, exactly. By any rule: the least and the most that any rule could give.",
      }),
      page.notes(answer.notes),
    ],
  };
}

function lots(page, holding, rule) {
  return page.drawer.show(`${holding.currency} ${grouped(holding.amount)} of ${page.nameOf(holding.claim)}`, async (body) => {
    put(body, el("p", { class: "hint" }, "at ", page.accountLink(holding.account), `, exactly ${holding.currency} ${holding.exact}`), el("div"));
    page.drawer.lots(body.lastChild, await getKept(page.figureAddress(holding.account, rule, holding.claim)), rule);
  });
}

/** The walks between two accounts. */
export async function path(page, signal) {
  if (!page.param("from") || !page.param("to")) {
    return { title: "The way from one account to another", lead: "Name both accounts on the left.", parts: [] };
  }
  const answer = await getKept(page.answerAddress("path"), signal);
  const rows = (walk) => JSON.stringify(walk.transfers.map((one) => one.evidence));
  const walks = !answer.shortest ? []
    : !answer.earliest || rows(answer.shortest) === rows(answer.earliest)
      ? [{ ...answer.shortest, kind: "The shortest walk, which is also the first to arrive" }]
      : [{ ...answer.shortest, kind: "The shortest walk" }, { ...answer.earliest, kind: "The walk that arrives first" }];
  return {
    title: `From ${page.nameOf(page.param("from"))} to ${page.nameOf(page.param("to"))}`,
    lead: `Links of grade ${answer.question.minGrade} or better.`,
    say: plural(walks.length, "walk"),
    parts: [
      el("p", null, answer.finding ? finding(answer.finding) : "", answer.reason ? " " + answer.reason : ""),
      walks.length === 0 && el("p", { class: "empty" }, "No walk was found on these records."),
      walks.map((walk) => el("section", null,
        el("h2", null, `${walk.kind}: ${plural(walk.hops, "hop")}, grade ${walk.grade}`), page.drawer.walk(walk))),
      page.notes(answer.notes),
    ],
  };
}

/** The links at payment services. */
export async function match(page, signal) {
  const answer = await getKept(page.answerAddress("match"), signal);
  const links = answer.hubs.flatMap((hub) => hub.links.map((link) => ({ hub, link })));
  return {
    title: `${plural(links.length, "link")} at ${plural(answer.hubs.length, "payment service")}`,
    lead: "A link says that a payout passes on a receipt, and on what it rests.",
    say: plural(links.length, "link"),
    parts: [
      answer.hubs.map((hub) => el("p", { class: "totals" }, page.accountLink(hub.account, hub.name), ": ",
        plural(hub.receipts, "receipt"), ", ", plural(hub.payouts, "payout"), "; links: ",
        Object.entries(hub.counts).map(([grade, count]) => `${grade} ${grouped(count)}`).join(", "),
        hub.contradictions.length > 0 && el("span", { class: "warning" }, " ", plural(hub.contradictions.length, "contradiction")))),
      table({
        caption: plural(links.length, "link"), rows: links,
        columns: [
          { head: "Grade", isHead: true, by: (one) => one.link.grade, cell: (one) => [one.link.grade, el("small", null, one.link.basis)] },
          { head: "Receipt", by: (one) => one.link.receipt.time || "", cell: (one) => [money(one.link.receipt.received), el("small", null, when(one.link.receipt.time), " from ", page.nameOf(one.link.receipt.from))] },
          { head: "Payout", by: (one) => one.link.payout.time || "", cell: (one) => [money(one.link.payout.sent), el("small", null, when(one.link.payout.time), " to ", page.nameOf(one.link.payout.to))] },
          { head: "Passed on", numeric: true, cell: (one) => money(one.link.share), by: (one) => size(one.link.share && one.link.share.amount) },
          { head: "Evidence", cell: (one) => button("rows and reasons", () => linkPage(page, one.link), { class: "figure" }) },
        ],
      }),
      page.notes(answer.notes),
    ],
  };
}

function linkPage(page, link) {
  return page.drawer.show(`Link of grade ${link.grade}`, async (body) => {
    const drawer = page.drawer;
    const others = (title, list) => list && list.length > 0
      && el("details", { class: "section" }, el("summary", null, title, ": ", plural(list.length, "payment")),
        list.map((one) => (one.evidence ? drawer.payment(one) : el("p", { class: "hint" }, one.id || JSON.stringify(one)))));
    put(body, el("p", null, `The payout ${link.wording} the receipt: ${link.basis}.`),
      link.lacks && link.lacks.length > 0 && el("p", { class: "hint" }, "No better grade, because ", link.lacks.map((one) => one.text || one).join("; ")),
      el("h3", null, "Receipt"), drawer.payment(link.receipt), el("h3", null, "Payout"), drawer.payment(link.payout),
      others("Other receipts that fit", link.otherReceipts), others("Other payouts that fit", link.otherPayouts));
  });
}

/** Payments by a filter. */
export async function transfers(page, signal) {
  const cited = await getKept(page.citeList({}) + "&page=0", signal);
  const list = el("div");
  const more = (start) => {
    list.append(...start.transfers.map((one) => page.drawer.payment(one)));
    const next = start.page + 1;
    if (start.count > next * start.size) {
      const control = button(`Show more of ${grouped(start.count - next * start.size)}`, async () => {
        control.remove();
        more(await get(page.citeList({}) + "&page=" + next));
      });
      list.append(control);
    }
  };
  more(cited);
  return {
    title: plural(cited.count, "payment"), lead: `${moneys(cited.sent)} sent; ${moneys(cited.received)} received.`,
    say: plural(cited.count, "payment"), parts: [list],
  };
}

/** One account among its neighbours. */
export async function account(page, signal) {
  const key = page.param("account");
  if (!key) return { title: "An account", lead: "Name it on the left.", parts: [] };
  const facts = await getKept("/api/account?key=" + encodeURIComponent(key), signal);
  page.learn(facts);
  const scene = await getKept(page.sceneAddress("neighbourhood"), signal);
  return {
    title: facts.name || key, lead: `${key}. Paid in by ${plural(facts.incoming.others, "account")}, paid out to ${plural(facts.outgoing.others, "account")}.`,
    say: facts.name || key, scene,
    parts: [
      el("p", null, button("Evidence and decisions", () => page.drawer.account(key), { class: "main" })),
      pictures(page, "neighbourhood", scene, [["neighbourhood", "Neighbours"]]),
    ],
  };
}

/** Pictures alone: what is shown to others under a mask of names. */
export async function masked(page, signal) {
  const scene = await getKept(page.sceneAddress(page.view), signal);
  return {
    title: scene.title, lead: scene.summary, scene,
    parts: [el("p", { class: "warning" }, "Names are masked: records are not shown."), pictures(page, page.view, scene, FORMS.slice(0, 4))],
  };
}

