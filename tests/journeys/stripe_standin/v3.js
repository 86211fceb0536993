/* Stands in for https://js.stripe.com/v3/ in journeys: the parts of Stripe.js that our page calls,
   spoken to the proxy of localstripe. Localstripe's own stand-in cannot confirm a PaymentIntent
   with a card. As with Stripe, the number is typed into a frame of another origin. */
"use strict";

window.Stripe = (key) => {
  const API = "https://api.stripe.com/v1";
  const post = async (path, said) => {
    const body = new URLSearchParams({ key, ...said });
    const answer = await fetch(`${API}${path}`, { method: "POST", body });
    return answer.json();
  };
  const nameIn = (secret) => secret.split("_secret_")[0];

  class Card {
    constructor() {
      this.heard = {};
      this.frame = document.createElement("iframe");
      this.frame.src = "https://js.stripe.com/v3/card.html";
      this.frame.title = "Secure card payment input frame";
      Object.assign(this.frame.style, { border: "0", width: "100%", height: "1.6rem" });
      window.addEventListener("message", (event) => {
        if (event.source !== this.frame.contentWindow || event.data.asked) return;
        for (const listener of this.heard[event.data.kind] || []) listener(event.data);
      });
    }
    mount(place) {
      place.replaceChildren(this.frame);
    }
    on(kind, listener) {
      (this.heard[kind] ||= []).push(listener);
    }
    focus() {
      this.frame.contentWindow.postMessage({ kind: "focus" }, "*");
    }
    method() {
      return new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = (event) => resolve(event.data);
        this.frame.contentWindow.postMessage({ kind: "method", key }, "*", [port2]);
      });
    }
  }

  const challenge = () =>
    new Promise((resolve) => {
      const frame = document.createElement("iframe");
      frame.src = "https://hooks.stripe.com/challenge.html";
      frame.title = "3D Secure";
      Object.assign(frame.style, {
        position: "fixed", inset: "0", margin: "auto", width: "22rem", height: "14rem",
        border: "1px solid", background: "#fff", zIndex: "9",
      });
      document.body.append(frame);
      window.addEventListener("message", function listen(event) {
        if (event.source !== frame.contentWindow) return;
        window.removeEventListener("message", listen);
        frame.remove();
        resolve(event.data.success);
      });
    });

  const carryOut = async (secret) => {
    const success = await challenge();
    const said = { client_secret: secret, success: String(success) };
    const intent = await post(`/payment_intents/${nameIn(secret)}/_authenticate`, said);
    if (intent.error) return intent;
    if (success) return { paymentIntent: intent };
    return { error: { type: "invalid_request_error", code: "payment_intent_authentication_failure" } };
  };

  return {
    elements: () => ({ create: () => new Card() }),
    confirmCardPayment: async (secret, { payment_method: { card } }) => {
      const method = await card.method();
      if (method.error) return method;
      const said = { client_secret: secret, payment_method: method.id };
      const intent = await post(`/payment_intents/${nameIn(secret)}/confirm`, said);
      if (intent.error) return intent;
      if (intent.status === "requires_action") return carryOut(secret);
      return { paymentIntent: intent };
    },
    handleNextAction: ({ clientSecret }) => carryOut(clientSecret),
  };
};
