// A part of the page that could not be changed says so: htmx would stay silent when the server refuses or does not answer.

const SIGNED_OUT = 401;
const REFUSED = new Set([403, 404]);
const MARK = "data-incident";

function clear() {
  document.querySelector(`[${MARK}]`)?.remove();
}

function say(which = "incident") {
  const template = document.getElementById(which);
  const main = document.getElementById("contenu");
  if (!template || !main) return;
  clear();
  const note = template.content.firstElementChild.cloneNode(true);
  note.setAttribute(MARK, "");
  main.prepend(note);
  note.scrollIntoView({ block: "nearest" });
}

document.addEventListener("htmx:error", () => say());
document.addEventListener("htmx:response:error", (event) => {
  const { status } = event.detail.ctx.response;
  if (status === SIGNED_OUT) say("incident-session");
  else if (REFUSED.has(status) || status >= 500) say();
});
document.addEventListener("htmx:after:swap", (event) => {
  if (event.detail.ctx.response?.status < 400) clear();
});
