// "Écouter": the browser reads the page aloud, sentence after sentence; a second press stops. Hidden where it cannot.

const button = document.querySelector("[data-listen]");
const SPOKEN = "h1, h2, h3, p, li, legend, button, label";

function sentences() {
  const texts = [];
  for (const element of document.querySelectorAll(`main :is(${SPOKEN})`)) {
    const isInsideAnother = element.parentElement.closest(SPOKEN);
    const text = element.innerText.trim();
    if (text && !isInsideAnother) texts.push(text);
  }
  return texts;
}

function stop() {
  speechSynthesis.cancel();
  button.setAttribute("aria-pressed", "false");
}

function start() {
  button.setAttribute("aria-pressed", "true");
  const texts = sentences();
  texts.forEach((text, index) => {
    const speech = new SpeechSynthesisUtterance(text);
    speech.lang = document.documentElement.lang;
    speech.rate = 0.9;
    if (index === texts.length - 1) speech.addEventListener("end", stop);
    // A device without a voice says so here, and nowhere else: the button must not stay pressed.
    speech.addEventListener("error", stop);
    speechSynthesis.speak(speech);
  });
}

if (button && "speechSynthesis" in window) {
  button.hidden = false;
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => (button.getAttribute("aria-pressed") === "true" ? stop() : start()));
  window.addEventListener("pagehide", stop);
}
