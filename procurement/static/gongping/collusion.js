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
    const targets = { ArrowLeft: "[data-passage-previous]", ArrowRight: "[data-passage-next]", "[": "[data-alert-previous]", "]": "[data-alert-next]" };
    if (event.key === "d") {
      const place = document.getElementById("decision");
      if (place) { event.preventDefault(); place.scrollIntoView({ block: "start" }); place.querySelector("input[type=radio], textarea")?.focus(); }
      return;
    }
    const target = targets[event.key] && document.querySelector(targets[event.key]);
    if (target) { event.preventDefault(); target.click(); }
  });

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
