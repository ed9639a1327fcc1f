// The reading pane: it opens at its first mark; arrow keys leaf, brackets go from passage to passage.
(() => {
  "use strict";
  const showMark = () => {
    const frame = document.querySelector("#pane .pane-leaf");
    const leaf = frame?.querySelector("[data-leaf]");
    if (!leaf) return;
    const place = () => { frame.scrollTop = Math.max(0, Number(leaf.dataset.firstMark) * leaf.querySelector(".leaf-sheet").offsetHeight - frame.clientHeight / 4); };
    place();
    leaf.querySelector("img").addEventListener("load", place, { once: true });
  };
  const typing = (node) => node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName) && node.type !== "radio" && node.type !== "checkbox";

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
    const radio = event.target.type === "radio";
    let target = null;
    if (event.key === "ArrowLeft" && !radio) target = document.querySelector("#pane [data-page-previous]");
    else if (event.key === "ArrowRight" && !radio) target = document.querySelector("#pane [data-page-next]");
    else if (event.key === "[" || event.key === "]") {
      const links = [...document.querySelectorAll("#pane .pane-passages a")];
      const now = links.findIndex((link) => link.getAttribute("aria-current"));
      target = event.key === "]" ? links[now + 1] : links[Math.max(0, now) - 1];
    }
    if (target) { event.preventDefault(); target.click(); }
  });
  document.body.addEventListener("htmx:afterSwap", (event) => { if (event.detail.target.id === "pane" || event.target.id === "pane") showMark(); });
  document.addEventListener("DOMContentLoaded", showMark);
  if (document.readyState !== "loading") showMark();
})();
