/* The card form by Stripe.js. Numbers are typed into Stripe's own frame and never reach us; what
   came of a payment is asked of Stripe by our server, whatever happens here. */
"use strict";

(() => {
  const form = document.getElementById("card-form");
  if (!form) return;
  const button = form.querySelector("button");
  const error = document.getElementById("card-error");
  const wait = document.getElementById("card-wait");
  const { step, secret, key, back, language } = form.dataset;

  const textFor = (codes) => {
    const rows = [...document.querySelectorAll("#card-words li")];
    const fits = (row) => codes.some((code) => code && row.dataset.codes.split(" ").includes(code));
    return (rows.find(fits) || rows.find((row) => !row.dataset.codes)).textContent;
  };
  const say = (text) => {
    error.textContent = text;
    const place = document.getElementById("card-place");
    if (place) place.classList.toggle("is-wrong", Boolean(text));
  };
  const work = (isBusy) => {
    form.toggleAttribute("aria-busy", isBusy);
    if (button) button.disabled = isBusy;
    wait.textContent = isBusy ? wait.dataset.words : "";
  };
  const goBack = () => window.location.replace(back);

  if (!window.Stripe) {
    say(textFor(["no_form"]));
    if (button && !form.elements.card) button.disabled = true; // saved cards need no form
    return;
  }
  const stripe = window.Stripe(key, { locale: language });

  // The intent went on in another tab, or its time was over: our server knows how it stands.
  const isPast = (problem) => problem.code === "payment_intent_unexpected_state";

  const confirmWithBank = async () => {
    work(true);
    const { error: problem } = await stripe.handleNextAction({ clientSecret: secret });
    if (problem && problem.type === "api_connection_error") {
      work(false);
      say(textFor(["try_again_later"]));
      return;
    }
    goBack();
  };

  if (step === "confirm") {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      confirmWithBank();
    });
    confirmWithBank();
    return;
  }

  const place = document.getElementById("card-place");
  const look = window.getComputedStyle(place);
  const card = stripe.elements({ locale: language }).create("card", {
    hidePostalCode: true,
    style: {
      base: { color: look.color, fontSize: look.fontSize, "::placeholder": { color: look.color } },
      invalid: { color: window.getComputedStyle(error).color },
    },
  });
  card.mount(place);
  card.on("change", (event) => say(event.error ? textFor([event.error.code]) : ""));
  card.on("focus", () => place.classList.add("has-focus"));
  card.on("blur", () => place.classList.remove("has-focus"));
  document.getElementById("card-label").addEventListener("click", () => card.focus());

  const keep = document.getElementById("keep-card");
  let isKept = Boolean(keep && keep.checked);

  // Our server writes the shopper's word down before the card is known.
  const tellWhetherToKeep = async () => {
    if (!keep || keep.checked === isKept) return true;
    const body = new FormData(form);
    body.delete("card");
    body.set("keep", keep.checked ? "1" : "0");
    const answer = await window.fetch(form.action, { method: "POST", body, redirect: "manual" })
      .catch(() => null);
    if (!answer || answer.status !== 204) return false;
    isKept = keep.checked;
    return true;
  };

  form.addEventListener("submit", async (event) => {
    if (form.hasAttribute("aria-busy")) {
      event.preventDefault();
      return;
    }
    if (new FormData(form).get("card")) {
      form.elements.scripted.value = "1"; // a saved card: our server asks the bank
      form.toggleAttribute("aria-busy", true);
      wait.textContent = wait.dataset.words;
      return;
    }
    event.preventDefault();
    work(true);
    say("");
    if (!(await tellWhetherToKeep())) {
      work(false);
      say(textFor(["not_kept"]));
      return;
    }
    const result = await stripe.confirmCardPayment(secret, { payment_method: { card } });
    const problem = result.error;
    if (!problem || isPast(problem)) {
      goBack();
      return;
    }
    work(false);
    say(textFor([problem.decline_code, problem.code]));
    card.focus();
  });

  window.addEventListener("pageshow", (event) => {
    if (event.persisted) goBack();
  });
})();
