// The reading pane: it opens at its first mark; arrow keys leaf, brackets go from passage to passage, comma and full stop from hit to hit, c opens the contents, v the parts.
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

  // The contents stand open beside the page where there is room; elsewhere as the reader left them.
  let contentsOpen = Boolean(document.querySelector(".reader-pane")) && matchMedia("(min-width: 1200px)").matches;
  let partsOpen = false;
  const openContents = () => {
    const parts = document.querySelector("[data-parts]");
    if (parts) {
      parts.open = partsOpen;
      parts.addEventListener("toggle", () => { partsOpen = parts.open; if (partsOpen) showCurrent(); });
    }
    const contents = document.querySelector("[data-contents]");
    if (!contents) return;
    contents.open = contentsOpen;
    contents.addEventListener("toggle", () => { contentsOpen = contents.open; if (contentsOpen) showCurrent(); });
  };

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
    else if (event.key === ",") target = document.querySelector("#pane [data-hit-previous]");
    else if (event.key === ".") target = document.querySelector("#pane [data-hit-next]");
    else if (event.key === "c" || event.key === "v") {
      const contents = document.querySelector(event.key === "c" ? "[data-contents]" : "[data-parts]");
      if (contents) {
        event.preventDefault();
        contents.open = true;
        if (event.key === "c") contentsOpen = true; else partsOpen = true;
        (contents.querySelector("[aria-current]") || contents.querySelector("a"))?.focus();
      }
      return;
    }
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.closest?.("[data-contents] ol, [data-parts] ol")) {
      const links = [...event.target.closest("details.pane-contents").querySelectorAll("a")].filter((link) => link.checkVisibility?.() ?? true);
      const next = links[links.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) { event.preventDefault(); next.focus(); }
      return;
    }
    if (target) { event.preventDefault(); target.click(); }
  });
  // Enter in a search field whose words have been searched leads to the next place, with Shift to the one before.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.id !== "pane-q" || event.target.value !== event.target.defaultValue || event.isComposing) return;
    const target = document.querySelector(event.shiftKey ? "#pane [data-hit-previous]" : "#pane [data-hit-next]");
    if (target) { event.preventDefault(); target.click(); }
  }, true);
  // What is current is in sight in every list that scrolls; the page itself stays where it is.
  const showCurrent = () => {
    for (const node of document.querySelectorAll(".reader-criteria [aria-current], .chips [aria-current], .desk-steps [aria-current], .pane-passages [aria-current], .pane-hits [aria-current], .pane-contents [aria-current]")) {
      const box = node.closest("ol, ul"), frame = box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1 ? box : box.parentElement;
      const inner = node.getBoundingClientRect(), outer = frame.getBoundingClientRect();
      if (inner.right > outer.right || inner.left < outer.left) frame.scrollLeft += inner.left - outer.left - 8;
      if (inner.bottom > outer.bottom || inner.top < outer.top) frame.scrollTop += inner.top - outer.top - 8;
    }
  };
  // The section that had the focus keeps it: htmx cannot give it back while the contents are folded.
  let held = "";
  document.body.addEventListener("htmx:beforeSwap", () => { held = document.activeElement?.closest("[data-contents] li a, [data-hit-next], [data-hit-previous]")?.id || ""; });
  document.body.addEventListener("htmx:afterSwap", (event) => { if (event.detail.target.id === "pane" || event.target.id === "pane") {
    openContents();
    if (held) document.getElementById(held)?.focus({ preventScroll: true });
    showMark();
    showCurrent();
  } });
  openContents();
  showMark();
  showCurrent();
})();
