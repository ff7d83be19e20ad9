// The question: a sentence of fields. Every field is a parameter of the address, and no field is kept anywhere else.

import { el, button, plural } from "./build.js";

/** The wording of each question's form: the fields in the order of the sentence. */
const GRADES = [["A", "A — exact reference"], ["B", "B — exact and forced"], ["", "C — consistent"], ["D", "D — merely possible"]];
const FIGURE_GRADES = [["A", "A — exact reference"], ["", "B — exact and forced"], ["C", "C — consistent"], ["D", "D — merely possible"]];
const TIES = [["", "as the rows decide"], ["allow", "in any order"], ["forbid", "strictly later"]];
const WAITS = [["", "any time"], ["1d", "a day"], ["3d", "3 days"], ["7d", "a week"], ["30d", "30 days"], ["90d", "90 days"]];
export const RULES = [
  ["fifo", "oldest first"], ["lifo", "newest first"], ["pro-rata", "in proportion"],
  ["own-first-pro-rata", "own money first, then in proportion"], ["own-first-fifo", "own money first, then oldest"],
  ["own-first-lifo", "own money first, then newest"], ["own-last-pro-rata", "claims first, in proportion"],
  ["own-last-fifo", "claims first, oldest first"],
];

/**
 * Makes the form of a question. `get(name)` reads a parameter; `set(name, value, isFinal)` changes it: not final while a
 * slider moves.
 */
export class QuestionForm {
  constructor(facts) {
    Object.assign(this, facts);
  }

  choice(label, name, options) {
    const value = this.get(name) || "";
    const known = options.some(([one]) => one === value);
    return el("label", { class: "field" }, el("span", null, label),
      el("select", { name, on: { change: (event) => this.set(name, event.target.value, true) } },
        options.map(([one, words]) => el("option", { value: one, selected: one === value }, words)),
        !known && el("option", { value, selected: true }, value)));
  }

  text(label, name, attributes) {
    return el("label", { class: "field" }, el("span", null, label),
      el("input", {
        type: "text", name, value: this.get(name) || "", autocomplete: "off", spellcheck: "false", ...attributes,
        on: { change: (event) => this.set(name, event.target.value.trim(), true) },
      }));
  }

  date(label, name) {
    return this.text(label, name, { type: "date", min: this.state.first, max: "2100-01-01" });
  }

  number(label, name, usual, most) {
    const value = Number(this.get(name) || usual);
    const shown = el("strong", null, String(value));
    return el("label", { class: "field" }, el("span", null, label, " ", shown),
      el("input", {
        type: "range", name, min: 1, max: most, value: Math.min(value, most),
        on: {
          input: (event) => {
            shown.textContent = event.target.value;
            this.set(name, Number(event.target.value) === usual ? "" : event.target.value, false);
          },
          change: (event) => this.set(name, Number(event.target.value) === usual ? "" : event.target.value, true),
        },
      }));
  }

  hops() {
    const most = 9;
    const words = (value) => (value >= most ? "any number" : String(value));
    const value = Number(this.get("hops") || most);
    const shown = el("strong", null, words(value));
    const change = (isFinal) => (event) => {
      const chosen = Number(event.target.value);
      shown.textContent = words(chosen);
      this.set("hops", chosen >= most ? "" : String(chosen), isFinal);
    };
    return el("label", { class: "field" }, el("span", null, "Hops at most: ", shown),
      el("input", {
        type: "range", name: "hops", min: 1, max: most, value: Math.min(value, most), "aria-valuetext": words(value),
        on: { input: change(false), change: change(true) },
      }));
  }

  flag(label, name) {
    return el("label", { class: "check" },
      el("input", {
        type: "checkbox", name, checked: this.get(name) === "1",
        on: { change: (event) => this.set(name, event.target.checked ? "1" : "", true) },
      }), el("span", null, label));
  }

  account(label, name) { return this.text(label, name, { list: "accounts", on: undefined, ...this.suggesting(name) }); }

  suggesting(name) {
    return {
      on: {
        input: (event) => this.suggest(event.target.value),
        change: (event) => this.set(name, event.target.value.trim(), true),
      },
    };
  }

  victims() {
    const known = (this.state.claims !== null ? plural(this.state.claims, "claimed payment")
      : this.state.roles.victim ? plural(this.state.roles.victim, "known victim") : "no victim is known");
    const value = this.get("victims") || "";
    const isOwn = value !== "" && value !== "all" && value !== "role:victim";
    const list = this.text("Only these, with commas", "victims", { list: "accounts", placeholder: "keys or names" });
    list.hidden = !isOwn;
    return [
      el("label", { class: "field" }, el("span", null, "Victims"),
        el("select", {
          name: "whose",
          on: {
            change: (event) => {
              list.hidden = event.target.value !== "own";
              if (event.target.value === "own") list.querySelector("input").focus();
              else this.set("victims", event.target.value, true);
            },
          },
        },
        [["", known], ["role:victim", "all with the role victim"], ["all", "every account that pays"], ["own", "some accounts …"]]
          .map(([one, words]) => el("option", { value: one, selected: isOwn ? one === "own" : one === value }, words)))),
      list];
  }

  without() {
    const keys = (this.get("without") || "").split("\n").filter(Boolean);
    const add = el("input", {
      type: "text", id: "without", list: "accounts", autocomplete: "off", placeholder: "key or name, then Enter",
      "aria-label": "Leave out an account",
      on: {
        input: (event) => this.suggest(event.target.value),
        change: (event) => {
          const key = event.target.value.trim();
          if (key) this.leftOut.add(key);
        },
      },
    });
    return el("fieldset", { class: "field" }, el("legend", null, "Left out as a hypothesis"),
      keys.length ? el("ul", { class: "chips" }, keys.map((key) => el("li", null, el("span", null, key),
        button("keep …", () => this.leftOut.keep(key), { "aria-label": "Keep leaving out " + key + " as a decision" }),
        button("×", () => this.leftOut.remove(key), { "aria-label": "Bring back " + key })))) : null, add);
  }

  /** The pinned accounts of the picture; null where there are none. */
  pinned() {
    const { folds } = this;
    if (!folds.canPin || !folds.pins.length) return null;
    const list = el("ul", { class: "chips" }, folds.pins.map((key) => el("li", null, el("span", null, key),
      button("×", () => folds.toggle(key), { "aria-label": "Unpin " + key }))));
    return el("fieldset", { class: "field" }, el("legend", null, "With rows of their own in the picture"),
      folds.pins.length <= 6 ? list : el("details", null, el("summary", null, plural(folds.pins.length, "account")), list),
      button("Fold again", () => folds.foldAgain()));
  }

  period() {
    return el("fieldset", { class: "pair" }, el("legend", null, "Payments"), this.date("from", "since"),
      this.date("before", "before"));
  }

  currency() {
    return this.choice("Currency", "currency", [["", "any"], ...this.state.currencies.map((code) => [code, code])]);
  }

  grade(isOfFigures) {
    return this.choice("Links of at least grade", "grade", isOfFigures ? FIGURE_GRADES : GRADES);
  }

  ends() {
    return el("div", { class: "ends" },
      button("Reset the question", this.reset),
      this.base && button(this.isBase ? "This is the base" : "Make this the base", this.base, { disabled: this.isBase }));
  }

  /** The form of a page; null for a page without a question. */
  element(page) {
    const fields = {
      sinks: () => [
        ...this.victims(), this.number("Victims at least:", "minVictims", 2, 12), this.grade(), this.hops(),
        this.choice("Money waits at an account", "within", WAITS), this.choice("Payments of one time follow", "ties", TIES),
        this.period(), this.currency(), this.without(), this.pinned(), this.flag("Treat payment services as ordinary accounts (grade D)", "pooledAsOrdinary"),
      ],
      trace: () => [
        this.choice("By the rule", "rule", [["", "choose a rule …"], ...RULES]), ...this.victims(), this.grade(true),
        this.text("Up to the end of", "cutoff", { type: "date" }), this.period(), this.without(),
      ],
      path: () => [
        this.account("From", "from"), this.account("To", "to"), this.grade(), this.hops(),
        this.choice("Money waits at an account", "within", WAITS), this.period(), this.without(),
      ],
      match: () => [
        this.choice("Links of at least grade", "grade", [["A", "A"], ["B", "B"], ["", "C"], ["D", "D"]]),
        this.choice("At", "account", [["", "all payment services"], ...this.state.pooled.map((key) => [key, key])]),
        this.period(),
      ],
      transfers: () => [
        this.account("Of the account", "account"), this.account("From", "from"), this.account("To", "to"),
        this.text("Amount", "amount", { placeholder: "185 or 100..200" }), this.text("Text", "text"), this.period(),
        this.currency(),
      ],
      account: () => [this.account("Account", "account"), this.period(), this.without(), this.pinned()],
      requests: () => [...this.victims(), this.grade(), this.period(), this.currency(), this.without()],
    }[page];
    if (!fields) return null;
    // On a narrow screen the answer comes first, and the form opens when it is wanted.
    const details = el("details", {
      open: this.isOpen, class: "form",
      on: { toggle: () => this.onToggle(details.open) },
    }, el("summary", null, el("h2", null, "Question")),
    el("form", { on: { submit: (event) => event.preventDefault() } }, fields(), this.ends()));
    return details;
  }
}
