// A drawing wider than the screen opens where it matters: the frieze at its recent end (without this file the style
// sheet does it where it can), the circle on the person.

function openAtTheEnd(region) {
  region.scrollLeft = getComputedStyle(region).direction === "rtl" ? 0 : region.scrollWidth;
}

function openInTheMiddle(region) {
  region.scrollLeft = (region.scrollWidth - region.clientWidth) / 2;
}

function openAll(root) {
  for (const region of root.querySelectorAll(":is(.frise-def, .cercle-def):not([data-opened])")) {
    region.dataset.opened = "";
    (region.matches(".cercle-def") ? openInTheMiddle : openAtTheEnd)(region);
  }
}

openAll(document);
document.addEventListener("htmx:after:swap", () => openAll(document));
