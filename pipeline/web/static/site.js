"use strict";
// What the report does beyond showing: themes, the table of pages, and the sentence under the pointer.
(() => {
  const root = document.documentElement;
  const stored = (name, value) => {
    try {
      if (value !== undefined) localStorage.setItem(name, value);
      return localStorage.getItem(name);
    } catch { return null; }
  };
  const theme = stored("locpipe-theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  function themes() {
    const button = document.getElementById("theme");
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const isDark = () => (root.dataset.theme || (dark.matches ? "dark" : "light")) === "dark";
    const label = () => button.setAttribute("aria-label", isDark() ? "Use the light theme" : "Use the dark theme");
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      stored("locpipe-theme", root.dataset.theme);
      label();
    });
    dark.addEventListener("change", label);
    label();
  }

  const make = (tag, words, text) => {
    const element = document.createElement(tag);
    if (words) element.className = words;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  // Characters that turn the direction or cannot be seen are written out.
  const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
  const shown = (text) => text.replace(hidden, (one) => "\\u" + one.charCodeAt(0).toString(16).padStart(4, "0"));

  // ---- The table of pages: all rows in memory, few of them in the document.
  const SIZE = 50;
  const RANK = { error: 3, warning: 2, suggestion: 1 };
  const TYPES = { MT: ["machine", "MT"], HT: ["human", "HT"] };
  const FRESH = { current: ["good", "Current"], stale: ["warning", "Stale"], "source-missing": ["error", "Source missing"], unverifiable: ["none", "Not verifiable"] };

  function overview() {
    const data = globalThis.locpipePages;
    if (!data) return;
    const rows = data.rows.map((values) => Object.fromEntries(data.columns.map((name, at) => [name, values[at]])));
    for (const row of rows) {
      row.findings = row.errors * 1e8 + row.warnings * 1e4 + row.suggestions;
      row.worst = row.errors ? 3 : row.warnings ? 2 : row.suggestions ? 1 : 0;
      row.words_in = (row.title + "\n" + row.locale + "/" + row.path).toLowerCase();
    }
    const form = document.getElementById("filters");
    const table = document.getElementById("table");
    const body = table.tBodies[0];
    const count = document.getElementById("count");
    const pager = document.getElementById("pager");
    const state = { sort: "path", down: false, at: 0, found: rows };
    const compare = new Intl.Collator("en", { numeric: true }).compare;
    form.hidden = table.hidden = false;

    const wanted = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value));
    function matches(row, want) {
      if (want.locale && row.locale !== (want.locale === "-" ? "" : want.locale)) return false;
      if (want.type && (row.translation_type !== (want.type === "-" ? "" : want.type) || !row.locale)) return false;
      if (want.freshness && row.freshness !== want.freshness) return false;
      if (want.review && (!row.units || (row.review_words > 0) !== (want.review === "waiting"))) return false;
      if (want.severity && (want.severity === "none" ? row.worst > 0 : row.worst < RANK[want.severity])) return false;
      return !want.q || want.q.toLowerCase().split(/\s+/).every((word) => row.words_in.includes(word));
    }
    function find() {
      const want = wanted();
      const key = state.sort;
      const by = (one, two) =>
        (typeof one[key] === "number" ? one[key] - two[key] : compare(one[key], two[key])) * (state.down ? -1 : 1) ||
        compare(one.path, two.path) || compare(one.locale, two.locale);
      state.found = rows.filter((row) => matches(row, want)).sort(by);
      state.at = 0;
      show();
    }
    function cell(row, child, label) {
      const td = make("td");
      if (label) td.dataset.label = label;
      if (child) td.append(child);
      row.append(td);
      return td;
    }
    function line(row) {
      const tr = make("tr");
      const head = make("th");
      head.scope = "row";
      const link = make("a", "page-link");
      link.href = row.address;
      link.append(make("bdi", "", shown(row.title || row.path)));
      head.append(link);
      if (row.title) head.append(make("bdi", "page-path", shown(row.path)));
      tr.append(head);
      cell(tr, make("span", "", row.locale || "source"));
      const type = TYPES[row.translation_type];
      cell(tr, type && make("span", "chip " + type[0], type[1]));
      const fresh = FRESH[row.freshness];
      cell(tr, fresh && make("span", "chip " + fresh[0], fresh[1]));
      cell(tr, row.units ? row.review_words.toLocaleString("en") : "", row.units ? "To review" : "").className = "num";
      const tally = make("span", "tally");
      for (const [severity, number] of [["error", row.errors], ["warning", row.warnings], ["suggestion", row.suggestions]]) {
        if (!number) continue;
        const chip = make("span", "chip " + severity, String(number));
        const words = severity + (number === 1 ? "" : "s");
        chip.title = number + " " + words;
        chip.append(make("span", "for-readers", " " + words));
        tally.append(chip);
      }
      cell(tr, tally).className = "num";
      return tr;
    }
    function show() {
      const { found } = state;
      const part = found.slice(state.at, state.at + SIZE);
      body.replaceChildren(...part.map(line));
      const number = (value) => value.toLocaleString("en");
      count.textContent = found.length === rows.length
        ? `${number(rows.length)} page${rows.length === 1 ? "" : "s"}`
        : `${number(found.length)} of ${number(rows.length)} pages`;
      pager.hidden = found.length <= SIZE;
      document.getElementById("pager-at").textContent = `${number(state.at + 1)} to ${number(state.at + part.length)}`;
      pager.querySelector("[data-go=previous]").disabled = state.at === 0;
      pager.querySelector("[data-go=next]").disabled = state.at + SIZE >= found.length;
      for (const button of table.tHead.querySelectorAll("button")) {
        const mine = button.dataset.sort === state.sort;
        button.parentElement.setAttribute("aria-sort", mine ? (state.down ? "descending" : "ascending") : "none");
      }
    }
    const remember = () => history.replaceState(null, "", "#" + new URLSearchParams(wanted()));
    function recall() {
      const hash = location.hash.slice(1);
      if (!hash.includes("=")) return false;
      const want = new URLSearchParams(hash);
      for (const field of form.elements) if (field.name) field.value = want.get(field.name) || "";
      find();
      return true;
    }
    form.addEventListener("input", () => { find(); remember(); });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => { find(); remember(); }));
    table.tHead.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      const key = button.dataset.sort;
      state.down = key === state.sort ? !state.down : key === "findings" || key === "review_words";
      state.sort = key;
      find();
    });
    pager.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      state.at += button.dataset.go === "next" ? SIZE : -SIZE;
      show();
      document.getElementById("pages").scrollIntoView();
    });
    const follow = () => recall() && document.getElementById("pages").scrollIntoView();
    addEventListener("hashchange", follow);
    if (!recall()) find(); else follow();
  }

  // ---- A page: what stands behind each sentence.
  function page() {
    const article = document.getElementById("article");
    const tip = make("div", "tip");
    tip.id = "tip";
    tip.setAttribute("role", "tooltip");
    tip.hidden = true;
    document.body.append(tip);
    let current = null;
    const units = () => [...document.querySelectorAll(".page-main .unit[id]")];
    const number = (element) => element.dataset.unit;
    const mates = (which) => document.querySelectorAll(`.page-main [data-unit="${which}"]`);

    function contents(which) {
      const source = document.getElementById("s" + which);
      if (!source) return [];
      const text = make("div");
      text.lang = "en";
      text.dir = "ltr";
      text.append(...[...source.childNodes].map((node) => node.cloneNode(true)));
      const findings = [...document.querySelectorAll(`#findings a[data-goes="${which}"]`)].map((link) =>
        make("p", "", link.closest(".finding").querySelector(".message").textContent));
      return [make("b", "", "Source"), text, ...findings];
    }
    function open(unit) {
      close();
      current = unit;
      const which = number(unit);
      for (const mate of mates(which)) mate.classList.add("on");
      for (const mate of document.querySelectorAll(`#findings a[data-goes="${which}"]`)) mate.closest(".finding").classList.add("on");
      if (document.body.dataset.show !== "article") return;
      tip.replaceChildren(...contents(which));
      if (!tip.childNodes.length) return;
      unit.setAttribute("aria-describedby", "tip");
      tip.hidden = false;
      const place = unit.getClientRects()[0] || unit.getBoundingClientRect();
      const whole = unit.getBoundingClientRect();
      const room = tip.getBoundingClientRect();
      const top = whole.top - room.height - 8 > 60 ? whole.top - room.height - 8 : whole.bottom + 8;
      const left = Math.min(Math.max(16, place.left), innerWidth - room.width - 16);
      tip.style.top = `${top + scrollY}px`;
      tip.style.left = `${left + scrollX}px`;
    }
    function close() {
      tip.hidden = true;
      if (current) current.removeAttribute("aria-describedby");
      for (const mate of document.querySelectorAll(".on")) mate.classList.remove("on");
      current = null;
    }
    const main = document.querySelector(".page-main");
    main.addEventListener("pointerover", (event) => {
      const unit = event.target.closest(".unit[data-unit]");
      if (unit) { if (unit !== current) open(unit); } else if (current && document.activeElement !== current) close();
    });
    main.addEventListener("pointerleave", () => { if (document.activeElement !== current) close(); });
    main.addEventListener("focusin", (event) => {
      const unit = event.target.closest(".unit[data-unit]");
      if (unit) { for (const one of units()) one.tabIndex = one === unit ? 0 : -1; open(unit); }
    });
    main.addEventListener("focusout", close);
    main.addEventListener("keydown", (event) => {
      const unit = event.target.closest(".unit[id]");
      if (!unit || event.altKey || event.ctrlKey || event.metaKey) return;
      const all = units();
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const goal = step ? all[all.indexOf(unit) + step] : { Home: all[0], End: all[all.length - 1] }[event.key];
      if (event.key === "Escape") close();
      if (!goal) return;
      event.preventDefault();
      goal.focus();
      goal.scrollIntoView({ block: "nearest" });
    });
    const first = () => { const one = units()[0]; if (one) one.tabIndex = 0; };

    // Side by side: the article's own blocks, and beside each a copy with the sources in it.
    let rows = null;
    function together() {
      if (!rows) return;
      article.replaceChildren(...rows.map((row) => row.mine));
      rows[0]?.sides.remove();
      article.hidden = false;
      rows = null;
    }
    function apart() {
      if (rows) return;
      const sides = make("div", "sides");
      const head = make("div", "side-row side-head");
      head.append(make("div", "", "Source"), make("div", "", "Translation"));
      sides.append(head);
      rows = [...article.children].map((mine) => {
        const copy = mine.cloneNode(true);
        for (const one of [copy, ...copy.querySelectorAll("[id]")]) one.removeAttribute("id");
        for (const unit of copy.querySelectorAll(".unit")) {
          const source = document.getElementById("s" + number(unit));
          unit.className = "unit";
          unit.removeAttribute("tabindex");
          if (source) unit.replaceChildren(...[...source.childNodes].map((node) => node.cloneNode(true)));
        }
        const row = make("div", "side-row");
        const left = make("div", "article");
        left.lang = "en";
        left.dir = "ltr";
        left.append(copy);
        const right = make("div", "article");
        right.lang = article.lang;
        right.dir = article.dir;
        right.append(mine);
        row.append(left, right);
        sides.append(row);
        return { mine, sides };
      });
      article.hidden = true;
      article.after(sides);
    }
    const views = document.querySelector(".views");
    function show(which) {
      close();
      document.body.dataset.show = which;
      for (const button of views.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.show === which));
      if (which === "sides") apart(); else together();
      for (const hint of document.querySelectorAll(".hint")) hint.hidden = which !== "article";
      first();
    }
    views.hidden = false;
    document.body.classList.add("scripted");
    views.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) { show(button.dataset.show); stored("locpipe-view", button.dataset.show); }
    });
    const last = stored("locpipe-view");
    show(last !== "metadata" && last && views.querySelector(`[data-show="${last}"]`) ? last : "article");

    function reach(which) {
      const unit = document.getElementById("u" + which);
      if (unit && unit.offsetParent) { unit.focus(); unit.scrollIntoView({ block: "center" }); return; }
      if (unit && document.body.dataset.show === "metadata") { show("article"); reach(which); return; }
      if (document.body.dataset.show !== "sentences") show("sentences");
      document.getElementById("r" + which)?.scrollIntoView({ block: "center" });
    }
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-goes]");
      if (link) { event.preventDefault(); reach(link.dataset.goes); return; }
      const place = event.target.closest("#findings a[href^='#']");
      if (place) {
        event.preventDefault();
        show(place.hash.startsWith("#l") ? "metadata" : "article");
        document.getElementById(place.hash.slice(1))?.scrollIntoView({ block: "center" });
        return;
      }
      const mark = event.target.closest(".page-main [data-finding]");
      const finding = mark && document.getElementById("f" + mark.dataset.finding);
      if (finding) finding.scrollIntoView({ block: "nearest" });
    });
    if (/^#u\d+$/.test(location.hash)) reach(location.hash.slice(2));
    globalThis.locpipePage = { reach, show, first, together };
  }

  document.addEventListener("DOMContentLoaded", () => {
    themes();
    if (document.body.dataset.view === "overview") overview();
    if (document.body.dataset.view === "page") page();
  });
})();
