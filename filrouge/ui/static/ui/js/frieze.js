// A drawing wider than the screen opens at its recent end. Without this file the style sheet does it where it can.

function openAtTheEnd(region) {
  region.scrollLeft = getComputedStyle(region).direction === "rtl" ? 0 : region.scrollWidth;
}

function openAll(root) {
  for (const region of root.querySelectorAll(".frise-def:not([data-opened])")) {
    region.dataset.opened = "";
    openAtTheEnd(region);
  }
}

openAll(document);
document.addEventListener("htmx:after:swap", () => openAll(document));
