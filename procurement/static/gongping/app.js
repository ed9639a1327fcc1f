// What all pages share: shortcuts, dialogs, and words when the server cannot be reached.
(() => {
  "use strict";
  const typing = (node) => node instanceof HTMLElement && (node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName)) && !/^(radio|checkbox|button|submit)$/.test(node.type || "");

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open-dialog]");
    if (opener) {
      event.preventDefault();
      document.getElementById(opener.dataset.openDialog)?.showModal();
      return;
    }
    const closer = event.target.closest("[data-close-dialog]");
    if (closer) { event.preventDefault(); closer.closest("dialog")?.close(); }
    else if (event.target instanceof HTMLDialogElement) event.target.close(); // a click beside the sheet
  });

  let first = "", firstAt = 0;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "?") {
      event.preventDefault();
      document.getElementById("shortcuts")?.showModal();
      return;
    }
    if (event.key === "/") {
      const field = document.querySelector("[data-search]") || document.querySelector("[data-search-all]");
      if (field) { event.preventDefault(); field.focus(); field.select?.(); }
      return;
    }
    const now = Date.now();
    const pair = now - firstAt < 1200 ? `${first} ${event.key}` : "";
    first = event.key; firstAt = now;
    const target = pair && document.querySelector(`[data-key="${CSS.escape(pair)}"]`);
    if (target) { event.preventDefault(); first = ""; target.click(); }
  });

  // A form that sends itself when a choice changes (filters); without scripts its button does the same.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-autosubmit]");
    if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
  });

  // A form is sent once.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "dialog" || form.dataset.sent === undefined && !form.hasAttribute("data-once")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

  const tell = (kind, text) => {
    const region = document.getElementById("messages");
    if (!region) return;
    region.querySelector(`[data-kind="${kind}"]`)?.remove();
    const note = document.createElement("div");
    note.className = "note note-error";
    note.dataset.kind = kind;
    note.textContent = text;
    region.append(note);
  };
  document.body.addEventListener("htmx:sendError", () => tell("network", document.body.dataset.textFailed));
  document.body.addEventListener("htmx:afterOnLoad", () => document.querySelector('#messages [data-kind="network"]')?.remove());
})();
