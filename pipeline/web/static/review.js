"use strict";
// Editing translations: one sentence at a time, checked while it is typed, saved into the PO file.
document.addEventListener("DOMContentLoaded", () => {
  const number = document.body.dataset.page;
  const editor = document.getElementById("editor");
  if (number === undefined || !editor) return;
  const at = (id) => document.getElementById(id);
  const text = at("editor-text");
  const reviewed = at("editor-reviewed");
  const status = at("editor-status");
  const address = `/api/pages/${number}`;
  const memory = `locpipe-drafts-${number}`;
  let entries = new Map();
  let drafts = new Map(); // by entry: what was typed, what was seen before, what another says meanwhile
  let unit = null; // the number of the sentence that is edited
  let key = null; // and its entry
  let asked = 0;
  let waiting = 0;

  const make = (tag, words, content) => {
    const element = document.createElement(tag);
    if (words) element.className = words;
    if (content !== undefined) element.textContent = content;
    return element;
  };
  const same = (one, two) => one.text === two.text && one.reviewed === two.reviewed;
  const rows = () => [...document.querySelectorAll("#sentences tr[data-key]")];
  const keep = () => {
    try { sessionStorage.setItem(memory, JSON.stringify([...drafts])); } catch { /* only a convenience */ }
  };
  const say = (message) => { status.textContent = message; };

  async function ask(path, options) {
    const answer = await fetch(path, { ...options, headers: { "Content-Type": "application/json" }, credentials: "same-origin" });
    if (!answer.ok && answer.status !== 409) throw new Error((await answer.text()).trim());
    return { status: answer.status, body: await answer.json() };
  }

  // What the page and its PO file say now; what was typed and not saved stays.
  async function load() {
    const { body } = await ask(address);
    entries = new Map(body.entries.map((entry) => [entry.key, entry]));
    for (const [one, draft] of drafts) {
      const entry = entries.get(one);
      if (!entry) continue;
      if (same(entry.edit, draft)) drafts.delete(one);
      else if (!same(entry.edit, draft.seen)) draft.theirs = entry.edit;
      else delete draft.theirs;
    }
    const view = document.body.dataset.show;
    globalThis.locpipePage.together();
    at("article").innerHTML = body.article;
    at("sentences").innerHTML = body.sentences;
    at("findings").innerHTML = body.findings;
    at("chips").innerHTML = body.chips;
    globalThis.locpipePage.show(view);
    if (body.trouble) say(body.trouble);
    keep();
    const mine = rows();
    if (key !== null && entries.has(key)) {
      const row = mine.find((one) => one.dataset.unit === unit && one.dataset.key === key) || mine.find((one) => one.dataset.key === key);
      if (row) unit = row.dataset.unit;
      showEntry();
    } else if (mine.length) {
      const next = mine.find((row) => !entries.get(row.dataset.key)?.edit.reviewed) || mine[0];
      choose(next.dataset.unit, false);
    }
  }

  function marks() {
    for (const one of document.querySelectorAll(".current")) one.classList.remove("current");
    at("u" + unit)?.classList.add("current");
    for (const row of rows()) {
      row.classList.toggle("on", row.dataset.unit === unit);
      row.classList.toggle("changed", drafts.has(row.dataset.key));
    }
  }

  function choose(which, go = true) {
    const row = at("r" + which);
    if (!row?.dataset.key || !entries.has(row.dataset.key)) return;
    unit = which;
    key = row.dataset.key;
    say("");
    showEntry();
    if (go) (at("u" + which)?.offsetParent ? at("u" + which) : row).scrollIntoView({ block: "nearest" });
  }

  function showEntry() {
    const entry = entries.get(key);
    const draft = drafts.get(key);
    const now = draft || entry.edit;
    editor.hidden = false;
    const order = [...new Set(rows().map((row) => row.dataset.key))];
    at("editor-place").textContent = `${order.indexOf(key) + 1} of ${order.length}, ${entry.kind}`;
    at("editor-source").replaceChildren(...[...at("s" + unit).childNodes].map((node) => node.cloneNode(true)));
    if (text.value !== now.text) text.value = now.text;
    reviewed.checked = now.reviewed;
    at("editor-note").textContent = entry.note;
    at("editor-note").hidden = !entry.note;
    const theirs = draft?.theirs;
    at("conflict").hidden = !theirs;
    if (theirs) {
      at("conflict-theirs").textContent = theirs.text || "(nothing)";
      at("conflict-why").textContent = theirs.text === now.text ? `It is ${theirs.reviewed ? "reviewed" : "not reviewed"} there.` : "Which text is to stay?";
    }
    at("save").disabled = !draft;
    at("revert").disabled = !draft;
    marks();
    check();
  }

  function typed() {
    const entry = entries.get(key);
    const now = { text: text.value, reviewed: reviewed.checked };
    const known = drafts.get(key);
    const seen = known ? known.seen : entry.edit;
    if (same(now, seen) && !known?.theirs) drafts.delete(key);
    else drafts.set(key, { ...now, seen, ...(known?.theirs && { theirs: known.theirs }) });
    keep();
    at("save").disabled = at("revert").disabled = !drafts.has(key);
    say(drafts.has(key) ? "Not saved yet" : "");
    marks();
    clearTimeout(waiting);
    waiting = setTimeout(check, 250);
  }

  async function check() {
    const turn = ++asked;
    try {
      const { body } = await ask(`${address}/check`, { method: "POST", body: JSON.stringify({ key, text: text.value }) });
      if (turn !== asked) return;
      at("editor-preview").innerHTML = body.preview;
      at("editor-checks").replaceChildren(...body.findings.map((one) => {
        const item = make("li");
        const rule = make("a", "rule", one.rule);
        rule.href = one.address;
        item.append(make("span", "chip " + one.severity, one.severity[0].toUpperCase() + one.severity.slice(1)), " ", make("bdi", "", one.message), " ", rule);
        return item;
      }));
    } catch (error) {
      if (turn === asked) say(error.message);
    }
  }

  async function save(one = key) {
    const draft = drafts.get(one);
    if (!draft) return true;
    say("Saving…");
    try {
      const sent = { text: draft.text, reviewed: draft.reviewed, seen_text: draft.seen.text, seen_reviewed: draft.seen.reviewed };
      const { status: code, body } = await ask(`${address}/entries/${one}`, { method: "PUT", body: JSON.stringify(sent) });
      if (code === 409) {
        draft.theirs = body.theirs;
        keep();
        say("Not saved");
        if (one === key) showEntry();
        return false;
      }
      entries.get(one).edit = body;
      const later = drafts.get(one);
      if (later && same(later, draft)) drafts.delete(one);
      else if (later) later.seen = body; // somebody types fast
      keep();
      await load();
      say("Saved in the PO file");
      return true;
    } catch (error) {
      say(`Not saved: ${error.message}`);
      return false;
    }
  }

  function step(by) {
    const order = [...new Set(rows().map((row) => row.dataset.key))];
    const goal = order[order.indexOf(key) + by];
    if (goal) choose(rows().find((row) => row.dataset.key === goal).dataset.unit);
    return Boolean(goal);
  }
  async function saveNext() {
    reviewed.checked = text.value !== "";
    typed();
    if (await save() && step(1)) text.focus();
  }

  text.addEventListener("input", typed);
  reviewed.addEventListener("change", typed);
  at("save").addEventListener("click", () => save());
  at("save-next").addEventListener("click", saveNext);
  at("revert").addEventListener("click", () => { drafts.delete(key); keep(); say(""); showEntry(); });
  at("keep-mine").addEventListener("click", () => {
    const draft = drafts.get(key);
    draft.seen = draft.theirs;
    delete draft.theirs;
    save();
  });
  at("take-theirs").addEventListener("click", () => {
    entries.get(key).edit = drafts.get(key).theirs;
    drafts.delete(key);
    keep();
    say("");
    showEntry();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && editor.contains(event.target)) { event.preventDefault(); saveNext(); }
    if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) { event.preventDefault(); step(event.key === "ArrowDown" ? 1 : -1); }
    if (event.key === "Enter" && event.target.matches?.(".unit[id]")) { choose(event.target.dataset.unit, false); text.focus(); }
  });
  document.querySelector(".page-main").addEventListener("click", (event) => {
    const one = event.target.closest("[data-unit]");
    if (!one || event.target.closest("a") || getSelection().type === "Range") return;
    choose(one.dataset.unit, false);
    if (innerWidth < 992) editor.scrollIntoView({ block: "start" });
    else text.focus({ preventScroll: true });
  });
  addEventListener("beforeunload", (event) => { if (drafts.size) event.preventDefault(); });

  try { drafts = new Map(JSON.parse(sessionStorage.getItem(memory) || "[]")); } catch { drafts = new Map(); }

  // Only the tab that is looked at listens: a browser has few connections to one server.
  let events = null;
  function listen() {
    events?.close();
    events = null;
    if (document.hidden) return;
    events = new EventSource("/events");
    events.onmessage = (event) => {
      if (JSON.parse(event.data).pages.includes(Number(number))) refresh();
    };
  }
  const refresh = () => load().catch((error) => say(error.message));
  document.addEventListener("visibilitychange", () => { listen(); if (!document.hidden) refresh(); });
  refresh();
  listen();
});
