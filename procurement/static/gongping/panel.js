// The scoring desk: keys, levels, and a draft that saves itself.
//
// What is typed is sent after a short pause and before the page is left.  While the server cannot be reached it stays
// in this tab's session storage and is sent again, ever less often, and at once when the connection is back.  Each
// save names the version it was made from; if another window saved meanwhile, the expert chooses.
(() => {
  "use strict";
  const desk = document.querySelector("[data-desk]");
  const form = document.querySelector("[data-score-form]");
  if (!desk || !form) return;
  const text = form.dataset;
  const field = form.elements.score, note = form.elements.note;
  const version = form.querySelector("[data-version]"), seconds = form.querySelector("[data-seconds]");
  const status = form.querySelector("[data-saved]"), problem = form.querySelector("[data-score-error]");
  const conflict = form.querySelector("[data-conflict]");
  const levels = [...form.querySelectorAll('input[name="level"]:not(:disabled)')];
  const key = `gongping-draft:${form.action}:${form.elements.bid.value}:${form.elements.criterion.value}`;
  const PAUSE = 700, RETRY_FIRST = 2000, RETRY_MOST = 30000, IDLE = 60000;
  let saved = { score: field.value, note: note.value };
  let timer = 0, retry = RETRY_FIRST, busy = null, theirs = null;

  // --- time spent: while the page is in view and somebody does something
  let lastTick = Date.now(), lastMove = Date.now(), spent = Number(seconds.value) * 1000;
  const sentSeconds = () => Math.round(spent / 1000);
  const tick = () => {
    const now = Date.now();
    if (!document.hidden && now - lastMove < IDLE) spent += Math.min(now - lastTick, 5000);
    lastTick = now;
    seconds.value = sentSeconds();
  };
  setInterval(tick, 1000);
  for (const name of ["keydown", "pointerdown", "pointermove", "scroll"]) document.addEventListener(name, () => { lastMove = Date.now(); }, { passive: true, capture: true });

  // --- what is typed, checked while it is typed; the server checks again
  const number = (value) => {
    const plain = value.normalize("NFKC").trim();
    return plain === "" ? null : /^\d+(\.\d*)?$|^\.\d+$/.test(plain) ? Number(plain) : NaN;
  };
  const within = (radio, value) => value >= Number(radio.dataset.from) && value <= Number(radio.dataset.to);
  const complain = (words) => {
    problem.textContent = words; problem.hidden = !words;
    field.setAttribute("aria-invalid", words ? "true" : "false");
  };
  const check = () => {
    const value = number(field.value);
    if (value === null) { complain(""); return true; }
    if (Number.isNaN(value)) { complain(text.textNumber); return false; }
    if (value > Number(field.dataset.highest)) { complain(text.textRange); return false; }
    complain("");
    return true;
  };
  const followLevel = () => {
    const value = number(field.value);
    if (value === null || Number.isNaN(value)) return;
    const chosen = levels.find((radio) => radio.checked);
    if (chosen && within(chosen, value)) return;
    const fitting = levels.filter((radio) => within(radio, value)).sort((a, b) => Number(b.dataset.to) - Number(a.dataset.to))[0];
    levels.forEach((radio) => { radio.checked = radio === fitting; });
  };
  const chooseLevel = (radio) => {
    radio.checked = true;
    const value = number(field.value);
    if (radio.dataset.from === radio.dataset.to) { field.value = radio.dataset.from; changed(); }
    else if (value !== null && !within(radio, value)) complain(text.textLevel.replace("%(from)s", radio.dataset.from).replace("%(to)s", radio.dataset.to));
    else complain("");
    field.focus(); field.select();
  };

  // --- saving
  const dirty = () => field.value !== saved.score || note.value !== saved.note;
  const say = (state, words) => { status.dataset.state = state; status.textContent = words; };
  const remember = () => {
    try {
      if (dirty()) sessionStorage.setItem(key, JSON.stringify({ score: field.value, note: note.value, version: version.value }));
      else sessionStorage.removeItem(key);
    } catch { /* a browser without storage still retries */ }
  };
  const later = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };
  const show = (answer) => {
    const done = document.querySelector("[data-done]"), meter = document.querySelector("[data-meter]"), mark = document.querySelector("[data-step-score]");
    if (done && answer.done !== undefined) { done.textContent = answer.done; meter.value = answer.done; }
    if (mark) { mark.textContent = answer.score === "" ? "○" : answer.score; mark.classList.toggle("open", answer.score === ""); }
    const count = document.querySelector("[data-tab-count]"), steps = [...document.querySelectorAll(".step-score")];
    if (count) { const full = steps.filter((step) => !step.classList.contains("open")).length; count.textContent = full === steps.length ? "✓" : `${full}/${steps.length}`; }
  };
  const send = async () => {
    tick();
    const sent = { score: field.value, note: note.value };
    say("saving", text.textSaving);
    let response;
    try {
      response = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, keepalive: true, credentials: "same-origin", redirect: "manual" });
      if (response.type === "opaqueredirect" || response.status >= 500 || response.status === 429) throw new Error("unreachable");
    } catch {
      say("waiting", text.textWaiting);
      remember();
      later(retry);
      retry = Math.min(retry * 2, RETRY_MOST);
      return false;
    }
    retry = RETRY_FIRST;
    const answer = response.headers.get("content-type")?.includes("json") ? await response.json() : {};
    if (response.ok) {
      version.value = answer.version;
      saved = sent;
      conflict.hidden = true;
      say("saved", `${text.textSaved} ${answer.saved}`);
      show(answer);
      remember();
      if (dirty()) later(PAUSE);
      return true;
    }
    if (response.status === 409) {
      theirs = answer.conflict;
      conflict.hidden = false;
      form.querySelector("[data-conflict-text]").textContent = `${theirs.score} · ${theirs.saved}`;
      say("waiting", text.textClosed);
      return false;
    }
    if (answer.error) complain(answer.error);
    say("waiting", text.textClosed);
    return false;
  };
  const save = async () => {
    clearTimeout(timer);
    if (busy) { await busy; }
    if (!dirty()) return true;
    if (!check()) return false;
    busy = send();
    try { return await busy; } finally { busy = null; }
  };
  const changed = () => { check(); followLevel(); remember(); later(PAUSE); };

  field.addEventListener("input", changed);
  note.addEventListener("input", () => { remember(); later(PAUSE); });
  levels.forEach((radio) => radio.addEventListener("click", () => chooseLevel(radio)));
  window.addEventListener("online", () => { if (dirty()) { retry = RETRY_FIRST; save(); } });
  form.querySelector("[data-take-theirs]").addEventListener("click", () => {
    field.value = theirs.score; note.value = theirs.note; version.value = theirs.version;
    saved = { score: theirs.score, note: theirs.note };
    conflict.hidden = true; followLevel(); check(); remember();
    say("saved", `${text.textSaved} ${theirs.saved}`);
  });
  form.querySelector("[data-keep-mine]").addEventListener("click", () => { version.value = theirs.version; conflict.hidden = true; saved = { score: null, note: null }; save(); });

  // --- going on: what is typed goes first
  let leaving = false;
  const go = async (address) => {
    if (dirty()) {
      const done = await save();
      if (!done && (!problem.hidden || !conflict.hidden)) { field.focus(); return; }
      if (!done) return; // not reached: the words beside the button say so; nothing is lost by waiting
    } else if (!field.readOnly && sentSeconds() > Number(seconds.defaultValue) + 1 && version.value !== "0") {
      tick();
      fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, keepalive: true, credentials: "same-origin" }).catch(() => {});
    }
    leaving = true;
    location.assign(address);
  };
  const item = (query) => `${desk.dataset.here}?${query}`;
  const next = () => go(desk.dataset.next ? item(desk.dataset.next) : desk.dataset.review);
  form.addEventListener("submit", (event) => { event.preventDefault(); next(); });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-leave]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (link.getAttribute("href") !== "#") go(link.href);
  });
  window.addEventListener("beforeunload", (event) => { if (!leaving && dirty()) { remember(); save(); event.preventDefault(); } });

  const typing = (node) => node.isContentEditable || /^(TEXTAREA|SELECT)$/.test(node.tagName) || node.tagName === "INPUT" && !/^(radio|checkbox|button|submit)$/.test(node.type);
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); next(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target)) { if (event.key === "Escape") event.target.blur(); return; }
    const ways = { j: "criterionNext", k: "criterionPrevious", n: "bidNext", p: "bidPrevious" };
    if (ways[event.key] && !document.body.dataset.chord) { event.preventDefault(); go(item(desk.dataset[ways[event.key]])); }
    else if (/^[1-9]$/.test(event.key) && levels[event.key - 1]) { event.preventDefault(); chooseLevel(levels[event.key - 1]); }
    else if (event.key === "s") { event.preventDefault(); field.focus(); field.select(); }
  });

  // --- what an earlier visit could not send
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) || "null");
    if (kept && (kept.score !== field.value || kept.note !== note.value)) {
      field.value = kept.score; note.value = kept.note; version.value = kept.version;
      followLevel();
      say("waiting", text.textRestored);
      save();
    }
  } catch { /* nothing was kept */ }
  if (Number(version.value)) say("saved", status.textContent);
})();
