/// The script of a picture's page: it moves, searches and chooses; it adds no markup and requests
/// nothing from any server.
enum HTMLPageScript {
  static let text = #"""
    "use strict";
    (() => {
      const get = id => document.getElementById(id);
      const stage = get("stage"), svg = stage.querySelector("svg"), status = get("status");
      const related = JSON.parse(get("related").textContent);
      const folded = Object.entries(JSON.parse(get("folded").textContent));
      const accounts = Object.entries(JSON.parse(get("accounts").textContent));
      const whole = svg.viewBox.baseVal;
      const full = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
      let view = { ...full };
      svg.removeAttribute("width");
      svg.removeAttribute("height");

      // Moving and zooming change the view box and nothing else.
      const show = () => {
        svg.setAttribute("viewBox", [view.x, view.y, view.width, view.height].join(" "));
      };
      const scale = () => {
        const box = svg.getBoundingClientRect();
        return Math.max(view.width / box.width, view.height / box.height);
      };
      const zoom = (factor, x = view.x + view.width / 2, y = view.y + view.height / 2) => {
        const width = Math.min(full.width * 2, Math.max(full.width / 40, view.width * factor));
        factor = width / view.width;
        view = { x: x - (x - view.x) * factor, y: y - (y - view.y) * factor,
                 width, height: view.height * factor };
        show();
      };
      const move = (x, y) => { view.x += x; view.y += y; show(); };
      const fit = () => { view = { ...full }; show(); };
      const place = event => {
        const point = new DOMPoint(event.clientX, event.clientY);
        return point.matrixTransform(svg.getScreenCTM().inverse());
      };
      get("closer").addEventListener("click", () => zoom(0.8));
      get("farther").addEventListener("click", () => zoom(1.25));
      get("fit").addEventListener("click", fit);
      let grip = null, moved = false;
      // Two fingers zoom about the point between them.
      const fingers = new Map();
      const span = () => {
        const [one, other] = [...fingers.values()];
        return { x: (one.clientX + other.clientX) / 2, y: (one.clientY + other.clientY) / 2,
                 length: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) };
      };
      stage.addEventListener("pointerdown", event => {
        if (event.button !== 0) return;
        if (event.pointerType === "touch") fingers.set(event.pointerId, event);
        if (fingers.size === 2) { grip = null; moved = true; return; }
        grip = { x: event.clientX, y: event.clientY };
        moved = false;
      });
      stage.addEventListener("pointermove", event => {
        if (fingers.has(event.pointerId)) {
          const before = fingers.size === 2 ? span() : null;
          fingers.set(event.pointerId, event);
          if (before) {
            const after = span();
            // What was between the fingers stays between them.
            const held = place({ clientX: before.x, clientY: before.y });
            if (before.length && after.length) zoom(before.length / after.length, held.x, held.y);
            const at = place({ clientX: after.x, clientY: after.y });
            move(held.x - at.x, held.y - at.y);
            return;
          }
        }
        if (!grip) return;
        const x = event.clientX - grip.x, y = event.clientY - grip.y;
        if (!moved && Math.abs(x) + Math.abs(y) < 4) return;
        // One finger up or down scrolls the page.
        if (!moved && event.pointerType === "touch" && Math.abs(y) >= Math.abs(x)) return;
        if (!moved) stage.setPointerCapture(event.pointerId);
        moved = true;
        stage.classList.add("moving");
        grip = { x: event.clientX, y: event.clientY };
        move(-x * scale(), -y * scale());
      });
      const drop = event => { fingers.delete(event.pointerId); grip = null; stage.classList.remove("moving"); };
      stage.addEventListener("pointerup", drop);
      stage.addEventListener("pointercancel", drop);
      stage.addEventListener("wheel", event => {
        if (!event.ctrlKey && document.activeElement !== stage) return;
        event.preventDefault();
        const at = place(event);
        zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, at.x, at.y);
      }, { passive: false });
      stage.addEventListener("keydown", event => {
        const step = view.width / 12;
        const acts = { "+": () => zoom(0.8), "=": () => zoom(0.8), "-": () => zoom(1.25), "0": fit,
          ArrowLeft: () => move(-step, 0), ArrowRight: () => move(step, 0),
          ArrowUp: () => move(0, -step), ArrowDown: () => move(0, step) };
        if (!acts[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        acts[event.key]();
      });

      // Things are groups that have a name of a party or of a line.
      const names = new Map();
      for (const group of svg.querySelectorAll("g[class]")) {
        for (const name of group.classList) {
          if (!/^n[a-z]+[0-9_]+$/.test(name) || /^nt[0-9]+$/.test(name)) continue;
          group.classList.add("thing");
          if (!names.has(name)) {
            names.set(name, []);
            group.setAttribute("tabindex", "0");
            group.setAttribute("role", "button");
            const title = group.querySelector("title");
            if (title) group.setAttribute("aria-label", title.textContent);
          }
          names.get(name).push(group);
        }
      }
      const nameOf = element => {
        const group = element.closest && element.closest("g.thing");
        return group ? [...group.classList].find(name => names.has(name)) : null;
      };
      const rows = [...document.querySelectorAll("tbody tr")];
      const caption = document.querySelector("caption");
      const captionText = caption.textContent;
      // What has no set of its own, such as a line, has what all share that pass it.
      const setOf = name => {
        if (related[name]) return new Set(related[name]);
        const sets = Object.values(related).filter(others => others.includes(name));
        const common = (sets[0] || []).filter(other => sets.every(set => set.includes(other)));
        return new Set([name, ...common]);
      };
      // The days of the payments of each row, with how many there are.
      const first = get("first"), last = get("last");
      const countColumn = document.querySelector("table").dataset.count;
      const days = new Map(rows.map(row => [row, (row.dataset.days || "").split(" ").filter(Boolean)
        .map(word => word.split("*")).map(([day, count]) => [day, Number(count || 1)])]));
      const countText = new Map(rows.map(row =>
        [row, countColumn && row.cells[countColumn] ? row.cells[countColumn].textContent : ""]));
      const isDated = () => Boolean(first && (first.value || last.value));
      const countOf = (row, all) => days.get(row).reduce((sum, [day, count]) => {
        const isMeant = all || ((!first.value || day >= first.value) && (!last.value || day <= last.value));
        return sum + (isMeant ? count : 0);
      }, 0);
      let chosen = null;
      const refresh = () => {
        const dated = isDated();
        const set = chosen ? setOf(chosen) : null;
        const live = new Set();
        let count = 0, payments = 0, all = 0;
        for (const row of rows) {
          const own = dated ? countOf(row, false) : 0;
          if (own) {
            live.add(row.dataset.name);
            for (const end of (row.dataset.ends || "").split(" ")) live.add(end);
          }
          const isOff = (set && !set.has(row.dataset.name)) || (dated && !own);
          row.classList.toggle("off", Boolean(isOff));
          if (!isOff) { count += 1; payments += own; }
          if (dated) all += countOf(row, true);
          if (countText.get(row)) {
            row.cells[countColumn].textContent = dated && own !== countOf(row, true)
              ? `${own} of ${countText.get(row)}` : countText.get(row);
          }
        }
        svg.classList.toggle("choosing", Boolean(set) || dated);
        for (const [name, groups] of names) {
          const isOn = (set || dated) && (!set || set.has(name)) && (!dated || live.has(name));
          for (const group of groups) group.classList.toggle("on", Boolean(isOn));
        }
        const said = [];
        if (set) said.push("Chosen");
        if (dated) said.push(`${payments} of ${all} payments, from ${first.value || "the first"} to ${last.value || "the last"}`);
        caption.textContent = said.length
          ? `${said.join(", ")}: ${count} of ${rows.length} rows of the table; amounts are those of whole rows`
          : captionText;
        get("clear").disabled = !set && !dated;
        const words = [];
        if (set) {
          const own = accounts.find(([name]) => name === chosen);
          const isShared = own && accounts.filter(([, members]) => members[0] === own[1][0]).length > 1;
          words.push(own && !isShared ? `account=${encodeURIComponent(own[1][0])}` : `part=${chosen}`);
        }
        if (dated && first.value) words.push(`from=${first.value}`);
        if (dated && last.value) words.push(`to=${last.value}`);
        // A page within another may not change its address.
        try {
          history.replaceState(null, "", words.length ? `#${words.join("&")}` : location.pathname + location.search);
        } catch { }
      };
      const say = words => { status.textContent = status.title = words; };
      const choose = name => {
        chosen = name === chosen ? null : name;
        refresh();
        const group = chosen && names.get(chosen) && names.get(chosen)[0];
        const title = group && group.querySelector("title");
        say(title ? title.textContent : "");
      };
      for (const input of first ? [first, last] : []) {
        input.addEventListener("input", () => { refresh(); say(isDated() ? caption.textContent : ""); });
      }
      const clear = () => {
        if (first) first.value = last.value = "";
        if (chosen) choose(chosen); else { refresh(); say(""); }
      };
      svg.addEventListener("click", event => {
        if (moved) return;
        const name = nameOf(event.target);
        if (name) choose(name); else if (chosen) choose(chosen);
      });
      svg.addEventListener("keydown", event => {
        const name = nameOf(event.target);
        if (!name || (event.key !== "Enter" && event.key !== " ")) return;
        event.preventDefault();
        choose(name);
      });
      document.addEventListener("keydown", event => {
        if (event.key === "Escape" && (chosen || isDated())) clear();
      });
      get("clear").addEventListener("click", clear);
      for (const row of rows) {
        row.addEventListener("click", () => { if (row.dataset.name) choose(row.dataset.name); });
      }

      // Searching marks what is found and brings it to the middle; Enter goes to the next.
      // What stands for several is found by each of their names.
      const texts = [...svg.querySelectorAll("text")];
      let found = [], within = new Map(), at = -1;
      const said = () => {
        const some = within.get(found[at]);
        if (!some) return "";
        const more = some.length > 1 ? ` and ${some.length - 1} more` : "";
        return `: ${some[0]}${more}, within “${found[at].textContent}”`;
      };
      const center = text => {
        const box = text.getBBox();
        if (view.width > full.width / 2) zoom(full.width / 2.5 / view.width);
        view.x = box.x + box.width / 2 - view.width / 2;
        view.y = box.y + box.height / 2 - view.height / 2;
        show();
      };
      // The first words of a part; a letter by itself is its sign.
      const firstText = name => names.has(name)
        ? [...names.get(name)[0].querySelectorAll("text")].find(text => text.textContent.length > 1) : null;
      get("search").addEventListener("input", event => {
        const words = event.target.value.trim().toLowerCase();
        for (const text of texts) text.classList.remove("found");
        within = new Map();
        for (const [name, members] of words ? folded : []) {
          const text = firstText(name);
          const some = members.filter(member => member.toLowerCase().includes(words));
          if (text && some.length) within.set(text, some);
        }
        // Names that are cut in the drawing are whole here.
        const named = new Set();
        for (const [name, members] of words ? accounts : []) {
          if (members[0].toLowerCase().includes(words)) named.add(firstText(name));
        }
        const holds = text => text.textContent.toLowerCase().includes(words) || within.has(text)
          || named.has(text);
        found = words ? texts.filter(holds) : [];
        for (const text of found) text.classList.add("found");
        at = found.length ? 0 : -1;
        if (at === 0) center(found[0]); else if (!words) fit();
        // Where numbers are masked, a whole one is nowhere in the page.
        const isNumber = !found.length && /[0-9]{5}/.test(words.replace(/[ -]/g, ""));
        const hint = isNumber ? ": numbers may be masked here, search for their last four digits" : "";
        status.textContent = words ? `${found.length} found${hint}${said()}` : "";
      });
      get("search").addEventListener("keydown", event => {
        if (event.key !== "Enter" || !found.length) return;
        at = (at + (event.shiftKey ? found.length - 1 : 1)) % found.length;
        center(found[at]);
        status.textContent = `${at + 1} of ${found.length}${said()}`;
      });
      addEventListener("beforeprint", fit);
      // The address can name a choice, #account=… by a name or a number's last digits, and dates.
      const partOf = words => {
        const tests = [
          own => own === words, own => own.startsWith(`${words}, `), own => own.endsWith(`, ${words}`),
          own => words.length > 2 && own.endsWith(words), own => words.length > 2 && own.includes(words)];
        for (const test of tests) {
          const fit = accounts.concat(folded).filter(([name, members]) =>
            names.has(name) && members.some(member => test(member.toLowerCase())));
          if (fit.length) return fit.map(([name]) => name);
        }
        return [];
      };
      const read = () => {
        const hash = location.hash.slice(1);
        let asked = new URLSearchParams();
        try { asked = new URLSearchParams(names.has(hash) ? `part=${hash}` : hash); } catch { }
        const isDay = day => /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(day || "");
        if (first) {
          first.value = isDay(asked.get("from")) ? asked.get("from") : "";
          last.value = isDay(asked.get("to")) ? asked.get("to") : "";
        }
        chosen = null;
        const words = (asked.get("account") || "").trim().toLowerCase();
        const fit = words ? partOf(words) : names.has(asked.get("part")) ? [asked.get("part")] : [];
        if (fit.length) {
          choose(fit[0]);
          const text = firstText(fit[0]);
          if (text && view.width < full.width) center(text);
          if (fit.length > 1) say(`${fit.length} accounts fit “${words}”: the first is chosen`);
          return;
        }
        refresh();
        if (words) say(`No account “${words}” is in this drawing; numbers may be masked, their last four digits are not`);
        else if (isDated()) say(caption.textContent);
      };
      // On a small screen the whole of a wide drawing could not be read: it starts at its beginning.
      const box = svg.getBoundingClientRect();
      if (box.width > 0 && box.width < 600 && full.width > box.width * 2) {
        zoom(box.width * 1.2 / full.width, 0, 0);
        const shown = box.height * scale();
        view.x = 0;
        view.y = (Math.min(shown, full.height) - view.height) / 2;
        show();
      }
      addEventListener("hashchange", read);
      if (location.hash) read();
    })();

    """#
}
