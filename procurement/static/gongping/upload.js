// Dropping a package, and how far it has gone up.  Without scripts the plain form does the same.
(() => {
  "use strict";
  const size = (bytes) => bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
  const form = () => document.querySelector("form[data-upload]");
  const show = (text, value) => {
    const box = form()?.querySelector("[data-progress]");
    if (!box) return;
    box.hidden = false;
    const bar = box.querySelector("progress");
    if (value === null) bar.removeAttribute("value"); else bar.value = value;
    box.querySelector("[data-progress-text]").textContent = text;
  };

  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const zone = event.target.closest?.("[data-drop]");
      if (!zone) return;
      event.preventDefault();
      zone.classList.toggle("over", kind === "dragenter" || kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) {
        const field = zone.querySelector("input[type=file]");
        field.files = event.dataTransfer.files;
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  }
  document.addEventListener("change", (event) => {
    const zone = event.target.closest("[data-drop]");
    if (!zone) return;
    const file = event.target.files[0];
    zone.querySelector("[data-chosen]").textContent = file ? `${file.name} · ${size(file.size)}` : "";
  });
  document.body.addEventListener("htmx:xhr:progress", (event) => {
    const current = form();
    if (!current || !event.detail.lengthComputable) return;
    const { loaded, total } = event.detail;
    if (loaded < total) show(current.dataset.textSent.replace("%s", size(loaded)).replace("%s", size(total)), (100 * loaded) / total);
    else show(current.dataset.textChecking, null);
  });
  document.body.addEventListener("htmx:sendError", () => { const current = form(); if (current) show(current.dataset.textBroken, 0); });
})();
