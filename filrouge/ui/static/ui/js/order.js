// Drag the items of an ordered list inside a form with data-order; the new order is sent at once.
// The buttons of each item do the same without this file, and by keyboard.

const ITEM = "[data-order-item]";

function itemOver(list, y) {
  return [...list.querySelectorAll(`${ITEM}:not(.en-main)`)].find((item) => {
    const box = item.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
}

function clearMark(list) {
  for (const marked of list.querySelectorAll(".depot")) marked.classList.remove("depot");
}

function enable(form) {
  const list = form.querySelector(ITEM)?.parentElement;
  if (!list) return;
  let held = null;
  let before = "";
  const order = () => [...list.querySelectorAll("input[name=keys]")].map((each) => each.value).join();

  for (const item of list.querySelectorAll(ITEM)) item.draggable = true;
  list.addEventListener("dragstart", (event) => {
    held = event.target.closest?.(ITEM);
    if (!held) return;
    before = order();
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    held.classList.add("en-main");
  });
  list.addEventListener("dragover", (event) => {
    if (!held) return;
    event.preventDefault();
    clearMark(list);
    itemOver(list, event.clientY)?.classList.add("depot");
  });
  list.addEventListener("drop", (event) => {
    if (!held) return;
    event.preventDefault();
    list.insertBefore(held, itemOver(list, event.clientY) ?? null);
  });
  list.addEventListener("dragend", () => {
    held?.classList.remove("en-main");
    clearMark(list);
    held = null;
    if (order() !== before) form.requestSubmit();
  });
}

for (const form of document.querySelectorAll("form[data-order]")) enable(form);
