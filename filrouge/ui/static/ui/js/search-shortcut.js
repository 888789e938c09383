// "/" goes to the search box from anywhere but a field; Escape leaves it. Without this file the box is reached with Tab.

const FIELDS = "input, textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  const box = document.querySelector("[data-search-shortcut]");
  if (!box || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && document.activeElement === box) box.blur();
  if (event.key !== "/" || event.target.closest(FIELDS)) return;
  event.preventDefault();
  box.focus();
  box.select();
});
