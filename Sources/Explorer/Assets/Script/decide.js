// Decisions: said before they are kept, kept with a reason, and refused where another one came first.

import { post, tellMoved, Refusal } from "./ask.js";
import { el, button, put, say } from "./build.js";

const WORDS = {
  "leave-out": "leave out of all answers", "take-back": "no longer leave out", role: "has the role", pooled: "is pooled",
  name: "has the name", same: "is the same as", different: "is not the same as", claim: "is claimed by its payer",
  unclaim: "is not claimed", term: "a stated fact", undo: "undo the event",
};
const VALUES = {
  role: ["victim", "processor", "merchant", "mule", "destination", "unknown"], pooled: ["yes", "no"], name: null, same: null,
  different: null,
};

/** Asks for the kind, the value and the reason of a decision, says what it would change, and keeps it. */
export function decision(page, { kinds, operand, isUndo, lead }) {
  const state = page.state;
  const dialog = el("dialog", { "aria-label": "Decision" });
  const close = () => {
    dialog.close();
    dialog.remove();
  };
  document.body.append(dialog);
  if (!page.canDecide) {
    put(dialog, el("h2", null, state.case ? "Nothing is decided here" : "There is no case yet"),
      state.case
        ? el("p", null, "The program was started with --read-only.")
        : [el("p", null, "A case keeps every decision with its author, time and reason, and can undo each of them. Make one, and open it:"),
          el("pre", { class: "command" }, `tributary load --new --case my.tributary ${state.arguments.map(page.quoted).join(" ")}\n`
            + "tributary explore --case my.tributary")],
      el("div", { class: "ends" }, button("Close", close)));
    dialog.showModal();
    return;
  }

  let kind = kinds[0];
  const value = el("div");
  const outcome = el("div", { class: "outcome", role: "status" });
  const why = el("textarea", { rows: 2, required: true, id: "why", on: { input: () => { keep.disabled = !why.value.trim(); } } });
  const keep = button("Keep the decision", () => send(false), { class: "main", disabled: true });

  function operands() {
    const given = dialog.querySelector("[name=value]");
    return given ? [operand, given.value.trim()] : [operand];
  }

  function ask() {
    const values = VALUES[kind];
    put(value, values === undefined ? null
      : el("label", { class: "field" }, el("span", null, WORDS[kind]),
        values ? el("select", { name: "value", on: { change: preview } }, values.map((one) => el("option", { value: one }, one)))
          : el("input", { type: "text", name: "value", list: "accounts", on: { change: preview, input: (event) => page.suggest(event.target.value) } })));
    preview();
  }

  const body = (isDryRun) => ({
    expecting: state.head, kind, operands: operands(), why: why.value.trim() || "…", ...(isDryRun ? { dryRun: "yes" } : {}),
  });

  async function preview() {
    if (operands().some((one) => !one)) {
      put(outcome);
      return;
    }
    put(outcome, el("p", { class: "hint" }, "asking what it would change …"));
    try {
      const answer = await post("/api/decide", body(true));
      put(outcome, el("h3", null, "It would change"), changes(answer.changes));
    } catch (error) {
      put(outcome, page.problem(error));
    }
  }

  async function send() {
    keep.disabled = true;
    try {
      const answer = await post("/api/decide", body(false));
      close();
      say(`Kept as event ${answer.number}`);
      tellMoved();
      await page.decided(kind, operand, answer);
    } catch (error) {
      keep.disabled = false;
      put(outcome, page.problem(error));
      if (error instanceof Refusal && error.status === 409) {
        outcome.append(el("p", null, "The case has moved on. "), button("Look again", async () => {
          await page.reload();
          close();
          decision(page, { kinds, operand, isUndo, lead });
        }));
      }
    }
  }

  put(dialog, el("h2", null, isUndo ? "Undo" : "Decide"),
    lead || el("p", { class: "key" }, operand),
    !isUndo && el("label", { class: "field" }, el("span", null, "The account or payment"),
      el("select", { name: "kind", on: { change: (event) => { kind = event.target.value; ask(); } } },
        kinds.map((one) => el("option", { value: one }, WORDS[one])))),
    value,
    el("label", { class: "field", for: "why" }, el("span", null, "The reason, as the log will have it"), why),
    outcome,
    el("div", { class: "ends" }, keep, button("Cancel", close)));
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  ask();
  why.focus();
}

/** The changes as the program says them, each with its sign. */
export function changes(lines) {
  if (!lines.length) return el("p", null, "No answer changes.");
  return el("ul", { class: "changes" }, lines.map((line) => {
    const kind = /^(gained|lost|moved|conflict):/.exec(line);
    return el("li", { class: kind ? kind[1] : null }, line);
  }));
}
