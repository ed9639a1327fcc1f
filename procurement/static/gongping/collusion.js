// Supervision: both pages open at the passage and scroll together; arrow keys change the passage; drafts are kept.
(() => {
  "use strict";
  const typing = (node) => node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName);
  const halves = () => [...document.querySelectorAll("#passage [data-half]")];

  let leader = null; // the pane a hand is on; the other one follows it
  const settle = () => {
    const panes = halves();
    const starts = new Map();
    const place = (pane) => {
      const leaf = pane.querySelector("[data-leaf]");
      const sheet = leaf.querySelector(".leaf-sheet");
      const top = Math.max(0, Number(leaf.dataset.firstMark) * sheet.offsetHeight - pane.clientHeight / 5);
      leader = null;
      pane.scrollTop = top;
      starts.set(pane, pane.scrollTop);
    };
    for (const pane of panes) {
      place(pane);
      pane.querySelector("img").addEventListener("load", () => place(pane), { once: true });
      for (const kind of ["pointerenter", "focusin", "wheel", "touchstart"]) pane.addEventListener(kind, () => { leader = pane; }, { passive: true });
      pane.addEventListener("scroll", () => {
        if (leader !== pane) return;
        const moved = pane.scrollTop - (starts.get(pane) || 0);
        for (const other of panes) if (other !== pane) other.scrollTop = (starts.get(other) || 0) + moved;
      }, { passive: true });
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
    const targets = { ArrowLeft: "[data-passage-previous]", ArrowRight: "[data-passage-next]", "[": "[data-alert-previous]", "]": "[data-alert-next]", w: "[data-weak]" };
    if (event.key === "d") {
      const place = document.getElementById("decision");
      if (place) { event.preventDefault(); place.scrollIntoView({ block: "start" }); place.querySelector("input[type=radio], textarea")?.focus(); }
      return;
    }
    if (event.key === "q") {
      const box = document.querySelector("[data-quoted]");
      if (box) { event.preventDefault(); box.click(); }
      return;
    }
    const target = targets[event.key] && document.querySelector(targets[event.key]);
    if (target) { event.preventDefault(); target.click(); }
  });

  // In a matrix the arrow keys go to the next cell that leads somewhere.
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  for (const grid of document.querySelectorAll("[data-grid]")) grid.addEventListener("keydown", (event) => {
    const step = steps[event.key], cell = event.target.closest("td");
    if (!step || !cell || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const rows = [...grid.tBodies[0].rows];
    let row = rows.indexOf(cell.parentElement) + step[0], column = cell.cellIndex + step[1];
    for (; rows[row]?.cells[column]; row += step[0], column += step[1]) {
      const link = rows[row].cells[column].querySelector("a");
      if (link) { link.focus(); return; }
    }
  });

  // The item prices: what is pointed at, or reached with the arrow keys from left to right, is read out beside the drawing.
  for (const drawing of document.querySelectorAll("[data-points]")) {
    const points = [...drawing.querySelectorAll("[data-point]")].sort((one, other) => one.cx.baseVal.value - other.cx.baseVal.value);
    const read = document.querySelector("[data-read]");
    let now = -1;
    const at = (index) => {
      points[now]?.classList.remove("at");
      now = Math.max(0, Math.min(points.length - 1, index));
      points[now].classList.add("at");
      read.textContent = points[now].dataset.point;
    };
    drawing.addEventListener("pointerover", (event) => { const index = points.indexOf(event.target); if (index >= 0) at(index); });
    drawing.addEventListener("keydown", (event) => {
      const move = { ArrowLeft: now - 1, ArrowDown: now - 1, ArrowRight: now + 1, ArrowUp: now + 1, Home: 0, End: points.length - 1 }[event.key];
      if (move === undefined || !points.length) return;
      event.preventDefault();
      event.stopPropagation();
      at(move);
    });
  }

  // Choosing several signs: the bar says how many.
  for (const form of document.querySelectorAll("form[data-bulk]")) {
    const boxes = [...form.querySelectorAll("input[name=chosen]")], all = form.querySelector("[data-all]"), count = form.querySelector("[data-count]");
    const tell = () => {
      const chosen = boxes.filter((box) => box.checked).length;
      count.textContent = chosen ? `${chosen} ${count.dataset.text}` : "";
      for (const button of form.querySelectorAll("button[name=act]")) button.disabled = !chosen;
      if (all) { all.checked = chosen === boxes.length; all.indeterminate = chosen > 0 && chosen < boxes.length; }
    };
    all?.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; tell(); });
    form.addEventListener("change", (event) => { if (event.target.name === "chosen") tell(); });
    window.addEventListener("pageshow", tell);
    tell();
  }

  // Invalid bids follow only from a confirmation.
  const follow = (form) => {
    const box = form.querySelector("[data-needs]");
    if (!box) return;
    const chosen = form.querySelector("input[name=verdict]:checked");
    box.disabled = !chosen || chosen.value !== box.dataset.needs;
    if (box.disabled) box.checked = false;
  };
  for (const form of document.querySelectorAll("form[data-draft]")) {
    follow(form);
    form.addEventListener("change", () => follow(form));
    const field = form.querySelector("textarea[name=reason]");
    const key = `draft:${form.dataset.draft}`;
    if (field && !field.value) field.value = sessionStorage.getItem(key) || "";
    field?.addEventListener("input", () => sessionStorage.setItem(key, field.value));
    form.addEventListener("submit", () => sessionStorage.removeItem(key));
  }

  document.body.addEventListener("htmx:afterSettle", (event) => { if (event.detail.elt?.id === "passage" || event.target.id === "passage") settle(); });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", settle); else settle();
})();
