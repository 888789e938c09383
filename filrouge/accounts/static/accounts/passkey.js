// Passkeys: asks the browser to make one, or to show one, then sends the form. Without this file, or in a browser that
// knows none, the form says so and the password works.
//
//   <form method="post" action="…" data-passkey> … <input type="hidden" name="credential">
//     <p data-passkey-without>…</p> <div data-passkey-refused hidden>…</div> <div data-passkey-with hidden>…</div> </form>
//
// What the server asks of the browser is written in the form as JSON, else its address gives it.

// fido2 writes bytes as base64 fit for addresses; the browser wants and gives bytes.
const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const withBytes = (list) => list?.map((key) => ({ ...key, id: toBytes(key.id) }));

async function asked(form) {
  const written = form.querySelector("script[type='application/json']");
  if (written) return JSON.parse(written.textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

function make({ publicKey }) {
  return navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: withBytes(publicKey.excludeCredentials),
    },
  });
}

function show({ publicKey }) {
  return navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: withBytes(publicKey.allowCredentials),
    },
  });
}

function said(credential) {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const held = parts.filter((part) => credential.response[part]);
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response: Object.fromEntries(held.map((part) => [part, toText(credential.response[part])])),
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

function watch(form) {
  const part = (name) => form.querySelector(`[data-passkey-${name}]`);
  const answer = form.elements.credential;
  part("without").hidden = true;
  part("with").hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    part("refused").hidden = true;
    try {
      const wanted = await asked(form);
      const isNew = "creation_options" in wanted;
      answer.value = said(await (isNew ? make(wanted.creation_options) : show(wanted.request_options)));
      form.submit();
    } catch {
      part("refused").hidden = false;
    }
  });
}

if (window.PublicKeyCredential) document.querySelectorAll("form[data-passkey]").forEach(watch);
