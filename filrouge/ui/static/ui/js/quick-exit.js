// "Sortir vite": leaves at once, and the Back button does not come back here. Without this file it is a plain link.

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-quick-exit]");
  if (!link) return;
  event.preventDefault();
  document.body.replaceChildren();
  document.title = "…";
  window.location.replace(link.href);
});
