// Scanners that type, plus and minus, sound, and what to do without a network.
// Every page works without this file: a scan is then typed into the field that has the focus.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.replace("no-js", "js");

  // Sound and vibration: one high short tone for good, two low ones for bad.
  let audio = null;
  const tone = (hertz, at, seconds) => {
    const sound = audio.createOscillator(), volume = audio.createGain();
    sound.frequency.value = hertz;
    volume.gain.setValueAtTime(0.15, audio.currentTime + at);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + at + seconds);
    sound.connect(volume).connect(audio.destination);
    sound.start(audio.currentTime + at);
    sound.stop(audio.currentTime + at + seconds);
  };
  const feedback = (kind) => {
    if (navigator.vibrate) navigator.vibrate(kind === "good" ? 60 : [120, 80, 120]);
    try {
      audio = audio || new AudioContext();
      if (kind === "good") tone(1320, 0, 0.12);
      else { tone(220, 0, 0.18); tone(220, 0.24, 0.18); }
    } catch { /* no sound where the browser allows none */ }
  };
  const told = document.querySelector("[data-sound]");
  if (told) feedback(told.dataset.sound);

  const say = (words, kind) => {
    const place = document.getElementById("say");
    place.textContent = words;
    place.className = `f-note is-${kind}`;
    place.hidden = false;
    feedback(kind);
  };

  // A field that asks for a code takes it; a page that asks for units counts one more.
  const take = (text) => {
    const code = text.trim();
    if (!code) return;
    const scan = document.querySelector("[data-scan]");
    if (scan) {
      scan.value = code;
      feedback("good");
      scan.form.requestSubmit();
      return;
    }
    const units = document.querySelector("[data-units]");
    if (!units) {
      window.location.assign(`${document.body.dataset.lookup}?code=${encodeURIComponent(code)}`);
    } else if ((units.dataset.units || "").split("\n").includes(code)) {
      units.value = String((parseInt(units.value, 10) || 0) + 1);
      feedback("good");
    } else {
      say(`${code} is something else. Finish this first, then scan it again.`, "bad");
    }
  };
  window.balcaoScan = { take, say };

  // A keyboard wedge types faster than any hand and ends with Enter. Whatever has the focus gets
  // its letters first; when the burst turns out to be a scan, they are taken back.
  const FASTEST_HAND = 45, SHORTEST = 4;
  let burst = "", last = 0, quick = 0, field = null, before = "";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const gap = event.timeStamp - last;
    last = event.timeStamp;
    if (event.key === "Enter") {
      const isScan = burst.length >= SHORTEST && quick >= burst.length - 1 && gap < FASTEST_HAND;
      const code = burst;
      burst = "";
      if (!isScan || (field && field.matches("[data-scan]"))) return;
      event.preventDefault();
      if (field) field.value = before;
      take(code);
      return;
    }
    if (event.key.length !== 1) return;
    if (gap >= FASTEST_HAND || !burst) {
      burst = "";
      quick = 0;
      const focus = document.activeElement;
      field = focus && focus.matches("input:not([type=hidden]), textarea") ? focus : null;
      before = field ? field.value : "";
    } else {
      quick += 1;
    }
    burst += event.key;
  });

  document.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]");
    if (!step) return;
    const units = step.parentElement.querySelector("[data-units]");
    units.value = String(Math.max(0, (parseInt(units.value, 10) || 0) + Number(step.dataset.step)));
  });

  // Without a network a form stays where it is, filled in; its key makes sending it again safe.
  const offline = document.getElementById("offline");
  const watch = () => { offline.hidden = navigator.onLine; };
  window.addEventListener("online", watch);
  window.addEventListener("offline", watch);
  watch();
  document.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      feedback("bad");
      return;
    }
    window.setTimeout(() => {
      event.target.querySelectorAll("button").forEach((button) => { button.disabled = true; });
    });
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("button:disabled").forEach((button) => { button.disabled = false; });
  });
})();
