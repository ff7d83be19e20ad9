// The page: an address is a question. What is asked stands in the address and nowhere else.

import { enter, forget, file, get, getKept, post, watch, Latest, Gone, Refusal } from "./ask.js";
import { el, button, put, say, visible, plural, grouped, fileName } from "./build.js";
import { Picture } from "./scene.js";
import { QuestionForm } from "./forms.js";
import { Drawer } from "./drawer.js";
import { decision } from "./decide.js";
import { Folds, FOLDING } from "./folds.js";
import { printInSheets } from "./print.js";
import * as records from "./records.js";
import * as views from "./views.js";

const PAGES = [
  ["sinks", "Shared accounts"], ["trace", "Whose money"], ["path", "Way"], ["match", "Links"], ["transfers", "Payments"],
  ["requests", "Requests"], ["problems", "Problems"], ["files", "Files"], ["log", "Log"], ["answers", "On record"],
];
/** The answers, by the first word of the address. */
const SHOWN = { ...views, ...records };
/** The parameters of the page and of its picture; all others belong to the question. */
const OWN = new Set(["view", "pin"]);
/** The parameters that each question takes of those of another one, so that a what-if goes along. */
const SHARED = ["victims", "grade", "pooledAsOrdinary", "fee", "complete", "balance", "window", "tolerance", "hops", "within", "ties",
  "since", "before", "currency", "without", "minVictims"];
const TAKES = {
  explain: SHARED.filter((name) => name !== "minVictims"),
  figure: ["victims", "grade", "pooledAsOrdinary", "fee", "complete", "balance", "window", "tolerance", "opening", "override", "coordinated",
    "outside", "unidentified", "order", "namedReceipts", "ignoreLinks", "cutoff", "since", "before", "currency", "without"],
  scope: ["since", "before", "currency", "without"],
};


const enc = (text) => encodeURIComponent(text).replace(/%3A/g, ":").replace(/%2C/g, ",");
const at = (id) => document.getElementById(id);

class Page {
  constructor(state) {
    this.state = state;
    this.names = new Map();
    this.latest = new Latest();
    this.answer = null;
    this.chosen = null;
    this.isFormOpen = !matchMedia("(max-width: 760px)").matches;
    for (const [key, name] of Object.entries(state.names || {})) this.names.set(key, name);
    this.baseQuery = sessionStorage.getItem("base") || "";
    this.folds = new Folds(this);
    this.drawer = new Drawer(at("drawer"), this);
    this.picture = new Picture({ choose: (part, accounts) => this.openPart(part, accounts) });
    this.suggesting = new Latest();
    this.relating = new Latest();
    this.quoted = (word) => (/^[\w./:=,@%+-]+$/.test(word) ? word : "'" + word.replace(/'/g, "'\\''") + "'");
    this.decide = (asked) => decision(this, asked);
    this.suggest = (text) => this.suggestNow(text);
  }

  // The address

  get isMasked() { return this.state.mask === "names" || this.state.mask === "all"; }

  get name() { return location.pathname.split("/")[1] || "sinks"; }

  /** The thing that an address names behind the page, such as an answer on record. */
  get item() { return decodeURIComponent(location.pathname.split("/")[2] || ""); }

  get parameters() { return new URLSearchParams(location.search); }

  param(name) { return this.parameters.get(name) || ""; }

  get view() {
    return this.name === "account" ? "neighbourhood" : this.param("view") || "flow";
  }

  /** The query of the question: all parameters but the page's own, with fixed signs. */
  query(names, more) {
    const pairs = [];
    for (const [name, value] of this.parameters) {
      if (OWN.has(name) || (names && !names.includes(name)) || (more && name in more)) continue;
      pairs.push(name + "=" + enc(value));
    }
    for (const [name, value] of Object.entries(more || {})) if (value !== undefined && value !== "") pairs.push(name + "=" + enc(value));
    return pairs.length ? "?" + pairs.join("&") : "";
  }

  answerAddress(name) { return `/api/answer/${name}${this.query()}`; }

  get isBase() { return this.query() === this.baseQuery; }

  /** Makes the question the base with which others are compared. */
  setBase() {
    this.baseQuery = this.query();
    sessionStorage.setItem("base", this.baseQuery);
  }

  baseAddress() { return "/api/answer/sinks" + this.baseQuery; }

  citeAddress(figure) {
    const query = this.query();
    return `/api/cite/sinks${query}${query ? "&" : "?"}figure=${enc(figure)}`;
  }

  citeList(more) {
    const query = this.name === "transfers" && Object.keys(more).length === 0 ? this.query() : this.query(TAKES.scope, more);
    return `/api/cite/transfers${query}${query ? "&" : "?"}figure=all`;
  }

  citeMissing(figure) {
    const query = this.query();
    return `/api/cite/match${query}${query ? "&" : "?"}figure=${figure}`;
  }

  explainAddress(key) { return "/api/answer/explain" + this.query(TAKES.explain, { sink: key }); }

  figureAddress(key, rule, victim) {
    // The grade of walks and that of figures have different defaults.
    const more = { account: key, rule, victim };
    return "/api/answer/explain" + this.query(this.name === "trace" ? TAKES.figure : TAKES.figure.filter((name) => name !== "grade"), more);
  }

  /** The question of a picture, without the word before it. */
  pictureQuery(form) {
    const more = { pin: FOLDING.includes(form) ? this.param("pin") : "", mask: this.state.mask === "accounts" ? "" : this.state.mask };
    if (form === "neighbourhood") return form + this.query(TAKES.scope, { account: this.param("account"), ...more });
    return form + this.query(SHARED, more);
  }

  /** The address of the payments behind a part of the picture, or of the accounts behind the part of an account. */
  pictureCite(figure, route) {
    const query = this.pictureQuery(this.view);
    return `/api/${route || "cite"}/${query}${query.includes("?") ? "&" : "?"}figure=${enc(figure)}`;
  }

  partAddress(route, key) { return this.pictureCite(key, route); }

  sceneAddress(form) { return "/api/scene/" + this.pictureQuery(form); }

  get isHypothesis() { return this.param("without") !== ""; }

  /** Changes one parameter; a change that is not final replaces the address instead of adding one to go back to. */
  set(name, value, isFinal) {
    const parameters = this.parameters;
    if (value) parameters.set(name, value);
    else parameters.delete(name);
    this.move(this.name, parameters, isFinal);
  }

  move(name, parameters, isFinal) {
    const query = parameters.toString();
    const address = "/" + name + (query ? "?" + query : "");
    if (isFinal && this.settled !== address) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    if (isFinal) this.settled = address;
    this.render(!isFinal);
  }

  /** Goes to an address of a page. */
  open(address) {
    this.drawer.close();
    const [path, query] = address.split("?");
    this.move(path.slice(1), new URLSearchParams(query || ""), true);
    window.scrollTo(0, 0);
  }

  go(name, more) {
    const kept = new URLSearchParams();
    const names = { sinks: [...SHARED, "pin"], trace: ["victims", "since", "before", "without"], requests: ["victims", "grade", "since", "before", "currency", "without"], path: ["since", "before", "without"], match: ["since", "before"] }[name]
      || (name === "transfers" ? TAKES.scope : name === "account" ? [...TAKES.scope, "pin"] : []);
    for (const [key, value] of this.parameters) if (names.includes(key) && key !== "account") kept.set(key, value);
    for (const [key, value] of Object.entries(more || {})) kept.set(key, value);
    this.drawer.close();
    this.move(name, kept, true);
    window.scrollTo(0, 0);
  }

  // Names

  learn(account) { if (account.name || account.holder) this.names.set(account.account, account.name || account.holder); }

  nameOf(key) { return this.names.get(key) || key; }

  sink(key) { return this.name === "sinks" && this.answer ? this.answer.sinks.find((one) => one.account === key) : null; }

  accountLink(key, name) {
    return button(name || this.nameOf(key), () => this.drawer.account(key), { class: "account", title: key });
  }

  // What-if

  get leftOut() { return this.param("without").split("\n").filter(Boolean); }

  isLeftOut(key) { return this.leftOut.includes(key); }

  leaveOut(key) {
    if (this.isLeftOut(key)) return;
    this.set("without", [...this.leftOut, key].join("\n"), true);
    say(`${this.nameOf(key)} is left out`);
    if (this.drawer.isOpen) this.drawer.close();
  }

  bringBack(key) {
    this.set("without", this.leftOut.filter((one) => one !== key).join("\n"), true);
    say(`${this.nameOf(key)} is back`);
    if (this.drawer.isOpen) this.drawer.close();
  }

  /** Marks all parts that the money of an account passes in the picture. */
  async markRelated(key) {
    if (!this.picture.marked || !this.folds.canPin) return;
    const found = await this.relating.run((signal) => getKept(this.partAddress("related", key), signal)).catch(() => null);
    if (found && found.part && found.part === this.picture.marked) this.picture.mark(found.part, found.parts);
  }

  async suggestNow(text) {
    if (text.length < 2 || this.isMasked) return;
    const found = await this.suggesting.run((signal) => get("/api/search?text=" + enc(text), signal)).catch(() => null);
    if (!found) return;
    for (const account of found.accounts) this.learn(account);
    put(at("accounts"), found.accounts.map((one) => el("option", { value: one.account }, one.name || "")));
  }

  // Showing

  problem(error) {
    const isGone = error instanceof Gone;
    return el("div", { class: "problem", role: "alert" },
      el("p", null, el("strong", null, isGone ? "The program does not answer." : error.message)),
      error.help && el("p", null, error.help), !(error instanceof Refusal) && !isGone && el("p", { class: "hint" }, String(error.stack || "")));
  }

  notes(notes) {
    if (!notes || !notes.length) return null;
    return el("section", { class: "notes" }, el("h3", null, "Notes that belong to the answer"),
      el("ul", null, notes.map((note) => el("li", null, note.text, el("code", null, note.code)))));
  }

  /** Asks the question of the address and shows the answer; while a slider moves the form stays as it is. */
  async render(isMoving) {
    if (!isMoving) this.renderForm();
    this.renderTop();
    const name = this.isMasked ? "masked" : SHOWN[this.name] ? this.name : "sinks";
    const place = at("answer");
    const asked = location.pathname + location.search;
    const late = setTimeout(() => place.classList.add("earlier"), 120);
    let shown;
    try {
      shown = await this.latest.run((signal) => SHOWN[name](this, signal));
    } catch (error) {
      shown = { title: "No answer", lead: "", parts: [this.problem(error)], say: error.message };
    }
    clearTimeout(late);
    if (!shown || asked !== location.pathname + location.search) return;
    place.classList.remove("earlier");
    const focused = document.activeElement && place.contains(document.activeElement) ? document.activeElement.textContent : null;
    const scroll = this.picture.stage.scrollLeft;
    if (shown.scene && shown.scene !== this.picture.scene) this.picture.show(shown.scene);
    put(place,
      el("div", { class: "head" }, el("h1", null, shown.title), !shown.isEmpty && this.exports(name)),
      shown.lead && el("p", { class: "lead" }, shown.lead), shown.parts);
    this.picture.stage.scrollLeft = scroll;
    if (shown.scene) {
      this.picture.fitAgain();
      this.picture.markPinned(this.folds.canPin ? this.folds.pins : [], () => this.folds.foldAgain());
    }
    if (this.chosen) this.picture.markAccount(this.chosen);
    if (focused) {
      const same = [...place.querySelectorAll("button")].find((one) => one.textContent === focused);
      if (same) same.focus({ preventScroll: true });
    }
    document.title = visible(shown.title) + " · Tributary";
    place.dataset.asked = asked;
    if (shown.say) say(shown.say);
  }

  renderTop() {
    const links = (this.isMasked ? PAGES.slice(0, 1) : this.state.case ? PAGES : PAGES.slice(0, -1)).map(([name, words]) => el("a", {
      href: "/" + name, "aria-current": name === this.name ? "page" : null,
      on: {
        click: (event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          this.go(name);
        },
      },
    }, words));
    const nav = at("top").querySelector("nav");
    if (nav) {
      put(nav, links);
      return;
    }
    const search = el("input", {
      type: "search", id: "search", placeholder: "Search ( / )", "aria-label": "Search accounts, references, ids and amounts",
      autocomplete: "off", spellcheck: "false",
      on: { keydown: (event) => { if (event.key === "Enter" && event.target.value.trim()) this.search(event.target.value.trim()); } },
    });
    put(at("top"), el("a", { href: "/", class: "brand", "aria-label": "Tributary, first page" }, logo(), el("span", null, "Tributary")),
      el("nav", { "aria-label": "Pages" }, links), !this.isMasked && search, button("?", () => this.help(), { "aria-label": "Help and keys", title: "Help and keys" }));
  }

  renderForm() {
    const place = at("question");
    const held = document.activeElement && place.contains(document.activeElement) ? document.activeElement.name || document.activeElement.id : null;
    const form = this.isMasked ? null : new QuestionForm({
      state: this.state, get: (name) => this.param(name), set: (name, value, isFinal) => this.set(name, value, isFinal),
      reset: () => {
        const kept = new URLSearchParams();
        if (this.name === "account" || this.param("view")) for (const one of ["account", "view"]) if (this.param(one)) kept.set(one, this.param(one));
        this.move(this.name, kept, true);
      },
      base: this.name === "sinks" ? () => {
        this.setBase();
        this.render(false);
      } : null,
      isBase: this.isBase, suggest: this.suggest, isOpen: this.isFormOpen, onToggle: (isOpen) => { this.isFormOpen = isOpen; },
      leftOut: {
        add: (key) => this.leaveOut(key), remove: (key) => this.bringBack(key),
        keep: (key) => this.decide({ kinds: ["leave-out"], operand: key }),
      },
      folds: this.folds,
    }).element(this.name === "" ? "sinks" : this.name);
    put(place, form);
    place.hidden = !form;
    document.body.classList.toggle("formless", !form);
    if (held) {
      const same = place.querySelector(`[name="${CSS.escape(held)}"], #${CSS.escape(held)}`);
      if (same) same.focus({ preventScroll: true });
    }
  }

  renderFoot() {
    const state = this.state;
    put(at("foot"),
      el("p", null, state.case ? el("span", null, "Case ", el("strong", null, fileName(state.case)), `, event ${state.event}, head ${state.head.slice(0, 16)}`)
        : this.isMasked ? "Shown under a mask" : el("span", null, plural(state.files.length, "file"), " without a case"),
      ` · ${plural(state.transfers, "payment")}, ${plural(state.accounts, "account")}`,
      state.first && ` · ${state.first} to ${state.last}`, ` · ${state.program}`),
      state.files && state.files.some((one) => one.changed) && el("p", { class: "warning" }, "A file has changed on disk since it was loaded. ",
        button("Files", () => this.go("files"))));
  }

  /** The downloads of what is seen, and the command that gives the same. */
  exports(name) {
    const hasPicture = (name === "sinks" && this.view !== "none") || name === "account" || name === "masked";
    const isAnswer = ["sinks", "trace", "path", "match", "transfers"].includes(name);
    const hasCommand = isAnswer || name === "requests";
    if (!hasPicture && !hasCommand) return null;
    const save = (form, question) => button("." + form, () => this.save(form, question), { class: "quiet", title: `Save as .${form}` });
    const words = el("code", { class: "command", hidden: true });
    const rest = this.name + this.query();
    return el("div", { class: "exports", role: "group", "aria-label": "Save" },
      hasPicture && ["svg", "pdf", "png", "html"].map((form) => save(form, this.pictureQuery(this.view))),
      isAnswer && !this.isMasked && ["csv", "json"].map((form) => save(form, rest)),
      !this.isMasked && button("Command", () => {
        words.hidden = !words.hidden;
        put(words, this.command(hasCommand));
      }, { class: "quiet", title: "The command line that gives this" }), words);
  }

  /** The command line for what is seen. */
  command(isAnswer) {
    const options = (query) => {
      const names = {
        minVictims: "min-victims", hops: "max-hops", grade: "min-grade", pooledAsOrdinary: "pooled-as-ordinary", namedReceipts: "named-receipts",
        ignoreLinks: "ignore-links", includePooled: "include-pooled", includeStandIns: "include-stand-ins",
      };
      return [...new URLSearchParams(query.split("?")[1] || "")].map(([name, value]) => (["pooledAsOrdinary", "ignoreLinks", "includePooled",
        "includeStandIns"].includes(name) ? "--" + names[name] : `--${names[name] || name} ${this.quoted(value)}`)).join(" ");
    };
    const files = this.state.arguments.map(this.quoted).join(" ");
    const lines = [];
    if (isAnswer) lines.push(`tributary ${this.name === "requests" ? "match" : this.name} ${files} ${options(this.query())}`.trim());
    if (this.view !== "none" && (this.name === "sinks" || this.name === "account")) {
      const query = this.pictureQuery(this.view);
      lines.push(`tributary draw ${this.view} ${files} ${options(query)} -o ${this.view}.svg`.replace(/  +/g, " "));
    }
    return lines.join("\n");
  }

  save(form, question) {
    return this.saveBlob(file(`/api/file/${form}/${question}`), `tributary-${question.split("?")[0]}.${form}`);
  }

  async saveBlob(asked, name) {
    try {
      const address = URL.createObjectURL(await asked);
      const link = el("a", { href: address, download: name });
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(address), 10000);
      say(`${name} is saved`);
    } catch (error) {
      this.tell(error);
    }
  }

  tell(error) {
    const place = el("div", { class: "toast" }, this.problem(error), button("Close", () => place.remove()));
    document.body.append(place);
  }

  // Choosing

  openPart(part, accounts) {
    if (this.isMasked) return;
    if (accounts.length === 1) {
      this.drawer.account(accounts[0]);
      return;
    }
    if (accounts.length > 1) {
      this.folds.show(accounts[0]);
      return;
    }
    const row = this.picture.scene.table.rows.find((one) => one.part === part);
    this.drawer.payments(row ? row.cells.slice(0, 2).filter(Boolean).join(" to ") : "Payments", this.pictureCite(part));
    this.picture.mark(part);
  }

  markAccount(key) {
    this.chosen = key;
    this.picture.markAccount(key);
    this.markRelated(key);
  }

  unmark() {
    this.chosen = null;
    this.picture.mark(null);
  }

  async search(text) {
    await this.drawer.show(`Found: ${text}`, async (body) => {
      const found = await get("/api/search?text=" + enc(text));
      for (const account of found.accounts) this.learn(account);
      const hint = (shown, count, noun) => count > shown && el("p", { class: "hint" }, `${grouped(count - shown)} more ${noun}; write more of the word.`);
      put(body, el("h3", null, plural(found.accountCount, "account")),
        el("ul", { class: "found" }, found.accounts.map((one) => el("li", null,
          button(one.name || one.account, () => this.folds.find(one.account), { class: "account", title: one.account }), " ",
          el("small", null, [one.name && one.account, one.role !== "unknown" && one.role, one.institution].filter(Boolean).join(", "))))),
        hint(found.accounts.length, found.accountCount, "accounts"),
        el("h3", null, plural(found.transferCount, "payment")), found.transfers.transfers.map((one) => this.drawer.payment(one)),
        hint(found.transfers.transfers.length, found.transferCount, "payments"));
      say(`${plural(found.accountCount, "account")}, ${plural(found.transferCount, "payment")}`);
    });
  }

  // Decisions

  get canDecide() { return Boolean(this.state.case) && !this.state.readOnly; }

  async decided(kind, operand, outcome) {
    await this.reload();
    // The case leaves it out now: as a hypothesis it would be left out twice.
    if (kind === "leave-out" && this.isLeftOut(operand)) this.bringBack(operand);
    else this.render(false);
    this.drawer.close();
    const place = el("div", { class: "toast", role: "status" },
      el("p", null, kind === "undo" ? `Event ${operand} is undone, by event ${outcome.number}.` : `Kept as event ${outcome.number}.`),
      button(kind === "undo" ? "Undo the undo …" : "Undo …", () => {
        place.remove();
        this.decide({ kinds: ["undo"], operand: String(outcome.number), isUndo: true, lead: el("p", null, `Event ${outcome.number}`) });
      }), button("Close", () => place.remove()));
    document.body.append(place);
  }

  async reload() {
    forget();
    this.state = await get("/api/state");
    this.renderFoot();
  }

  async loadAgain() {
    try {
      await post("/api/reload", {});
      await this.reload();
      this.render(false);
    } catch (error) {
      this.tell(error);
    }
  }

  /** The last decision that counts, to be undone. */
  async undoLast() {
    if (!this.canDecide) {
      history.back();
      return;
    }
    const events = await get("/api/log");
    const last = events.filter((one) => one.effective && one.event.n > 1).pop();
    if (last) {
      this.decide({
        kinds: ["undo"], operand: String(last.event.n), isUndo: true, lead: el("p", null, `Event ${last.event.n}, ${last.event.kind}`),
      });
    }
  }

  // Keys

  help() {
    const dialog = el("dialog", { "aria-label": "Help" }, el("h2", null, "Help and keys"),
      el("p", null, "The address of this page is the question: it can be kept, sent to a colleague, and gone back from. "
        + "Every figure is a button that opens its payments, and every payment opens its rows and their bytes."),
      el("dl", { class: "cells" }, [
        ["/", "search"], ["?", "this help"], ["Escape", "close the drawer; stop waiting"], ["X", "leave out the account that is chosen"],
        ["E, F", "open 25 accounts of a row of several; fold them again"], ["P", "pin or unpin the account: a pinned one is never folded"],
        ["U", "undo: the last decision, or without a case the last step"], ["Tab", "to the picture, then one tab further"],
        ["Arrows", "in the picture: the nearest part; with Shift along the money"], ["Enter", "open the part"],
      ].map(([name, words]) => [el("dt", null, name), el("dd", null, words)])),
      el("p", null, "● proven: walks of recorded payments and links graded A or B. ◐ possible: needs weaker links, or lies beyond a limit. "
        + "○ excluded on these records."),
      el("div", { class: "ends" }, button("Close", () => dialog.close())));
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape") {
      if (!document.querySelector("dialog[open]")) {
        this.latest.stop();
        at("answer").classList.remove("earlier");
        this.drawer.close();
      }
      return;
    }
    if (event.target.closest("input, textarea, select, dialog")) return;
    const actions = {
      "/": () => { const field = at("search"); if (field) field.focus(); },
      "?": () => this.help(),
      x: () => { if (this.chosen && !this.isLeftOut(this.chosen)) this.leaveOut(this.chosen); },
      u: () => this.undoLast(),
      e: () => { if (this.folds.openNext) this.folds.openNext(); },
      f: () => this.folds.fold(this.chosen),
      p: () => { if (this.chosen) this.folds.toggle(this.chosen); },
    };
    const action = actions[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  }
}

function logo() {
  const image = el("img", { src: document.querySelector("link[rel=icon]").href, alt: "", width: 22, height: 22 });
  return image;
}

/** Says that the program is gone, keeps what is shown, and asks again until it is back. */
function lifeline(page) {
  const bar = el("div", { class: "gone", role: "alert", hidden: true });
  document.body.prepend(bar);
  watch({
    onGone: (error) => {
      put(bar, error instanceof Refusal ? `${error.message}. ${error.help}`
        : "The program has ended or does not answer. What is shown stays; nothing new can be asked until it is back.");
      bar.hidden = false;
      document.body.classList.add("offline");
      at("question").inert = true;
    },
    onBack: () => {
      bar.hidden = true;
      document.body.classList.remove("offline");
      at("question").inert = false;
    },
    onHead: async () => {
      await page.reload();
      page.render(false);
      say("The case has changed");
    },
  });
}

async function begin() {
  document.body.append(el("datalist", { id: "accounts" }));
  try {
    await enter();
    const page = new Page(await get("/api/state"));
    page.settled = location.pathname + location.search;
    printInSheets(page.picture);
    page.renderFoot();
    addEventListener("popstate", () => {
      page.settled = location.pathname + location.search;
      page.render(false);
    });
    addEventListener("keydown", (event) => page.key(event));
    lifeline(page);
    await page.render(false);
    document.documentElement.dataset.ready = "yes";
  } catch (error) {
    put(at("answer"), el("h1", null, "Tributary"), el("div", { class: "problem", role: "alert" },
      el("p", null, el("strong", null, error.message)), error.help && el("p", null, error.help)));
    if (!(error instanceof Refusal)) throw error;
  }
}

begin();
