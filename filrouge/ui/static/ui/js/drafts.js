// Keeps what is being typed: each change goes to the server after a pause, and at once when the tab closes.
// The text stays in the page whatever happens; nothing is put in the browser's storage, which others may read.
//
//   <form method="post" action="…" data-draft-url="…"> … <p data-draft-status data-saved="…" …></p> </form>
//
// The words of the line are attributes of the page (`cotton/draft.html`), so that they are translated with it.
// The address receives the fields of the form as a POST and answers 2xx when it has kept them.
// Without this file the form works all the same: only the sending button keeps the text.

const PAUSE = 800;
const RETRY = [2000, 5000, 15000, 30000];
const KEEPALIVE_LIMIT = 60000;

class Draft {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-draft-status]");
    this.timer = null;
    this.failures = 0;
    this.isSending = false;
    this.isSignedOut = false;
    this.isSubmitted = false;
    this.lastSent = null;
    this.kept = this.content();
    form.addEventListener("input", () => this.schedule(PAUSE));
    form.addEventListener("change", () => this.schedule(PAUSE));
    form.addEventListener("submit", (event) => this.submitted(event));
  }

  fields() {
    const fields = new FormData(this.form);
    for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
    return new URLSearchParams(fields);
  }

  content() {
    const fields = this.fields();
    fields.delete("csrfmiddlewaretoken");
    return fields.toString();
  }

  get isUnsaved() {
    return !this.isSubmitted && this.content() !== this.kept;
  }

  // Sent without a network, the browser would put its own page in the place of this one, and of the text with it.
  submitted(event) {
    if (!navigator.onLine && this.status) {
      event.preventDefault();
      this.failed("unsent");
      return;
    }
    this.isSubmitted = true;
    clearTimeout(this.timer);
  }

  returned() {
    this.isSubmitted = false;
    if (this.isUnsaved) this.schedule(PAUSE);
  }

  schedule(delay) {
    if (this.isSubmitted) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  async save() {
    if (this.isSending || !this.isUnsaved) return;
    const content = this.content();
    this.isSending = true;
    this.lastSent = content;
    this.say("saving");
    try {
      if (this.isSignedOut) await renewToken();
      this.judge(await this.send(), content);
    } catch {
      this.failed("offline");
    } finally {
      this.isSending = false;
    }
    if (this.failures === 0 && this.isUnsaved) this.schedule(PAUSE);
  }

  // `keepalive` lets the request outlive the page; browsers refuse it above 64 kB.
  send() {
    const body = this.fields();
    return fetch(this.form.dataset.draftUrl, {
      method: "POST",
      body,
      headers: { "X-Draft": "1" },
      credentials: "same-origin",
      redirect: "manual",
      keepalive: body.toString().length < KEEPALIVE_LIMIT,
    });
  }

  judge(response, content) {
    if (response.ok) {
      this.kept = content;
      this.failures = 0;
      this.isSignedOut = false;
      this.say("saved");
      return;
    }
    if (response.status === 413) {
      this.failures += 1;
      this.say("tooLong");
      return;
    }
    this.isSignedOut = response.type === "opaqueredirect" || [401, 403].includes(response.status);
    this.failed(this.isSignedOut ? "signedOut" : "offline");
  }

  failed(reason) {
    this.lastSent = null;
    this.say(reason);
    this.schedule(RETRY[Math.min(this.failures, RETRY.length - 1)]);
    this.failures += 1;
  }

  say(state) {
    if (!this.status) return;
    const isKept = state === "saving" || state === "saved";
    this.status.dataset.state = isKept ? state : "lost";
    const words = this.status.dataset[state];
    if (this.status.textContent !== words) this.status.textContent = words;
  }

  // The tab closes or goes behind: there may be no other moment, and no time to wait for an answer.
  leave() {
    const content = this.content();
    if (!this.isUnsaved || content === this.lastSent) return;
    this.lastSent = content;
    this.send().catch(() => {});
  }
}

const drafts = new Map();

// Signing in again changes the token that forms must carry: without this one, nothing typed before could be sent.
async function renewToken() {
  const answer = await fetch(window.location.href, { credentials: "same-origin", redirect: "manual" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("input[name=csrfmiddlewaretoken]");
  if (!fresh) return;
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = fresh.value;
}

function watch(root) {
  for (const form of root.querySelectorAll("form[data-draft-url]")) {
    if (!drafts.has(form)) drafts.set(form, new Draft(form));
  }
  for (const form of drafts.keys()) if (!form.isConnected) drafts.delete(form);
}

function each(action) {
  for (const draft of drafts.values()) action(draft);
}

watch(document);
document.addEventListener("htmx:after:swap", () => watch(document));
window.addEventListener("online", () => each((draft) => draft.schedule(0)));
window.addEventListener("pageshow", () => each((draft) => draft.returned()));
window.addEventListener("pagehide", () => each((draft) => draft.leave()));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") each((draft) => draft.leave());
});
window.addEventListener("beforeunload", (event) => {
  const isLost = [...drafts.values()].some((draft) => draft.isUnsaved && draft.failures > 0);
  if (isLost) event.preventDefault();
});
