/* Small comforts. Every page works without this file. */
"use strict";

document.documentElement.classList.add("js");

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dismiss]");
  if (button) {
    document.getElementById(button.dataset.dismiss).replaceChildren();
    return;
  }
  const menu = document.querySelector("details.menu[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  document.getElementById("added").replaceChildren();
});

// A second click while the order is on its way does nothing. The server would take it just once
// anyway; this spares the shopper the wait. Coming back with the back button frees the form.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]") || event.defaultPrevented) return; // htmx sends it
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-once]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
});

// CEP 01310100 reads 01310-100 as soon as the field is left.
document.addEventListener("focusout", (event) => {
  const field = event.target;
  if (field.id !== "postal_code") return;
  const country = document.getElementById("country");
  const digits = field.value.replace(/\D/g, "");
  if (country && country.value === "BR" && digits.length === 8) {
    field.value = `${digits.slice(0, 5)}-${digits.slice(5)}`;
  }
});

// After a refusal, the reader and the keyboard start at what has to be looked at.
const startAtTrouble = () => {
  const first = document.getElementById("errors") || document.getElementById("changes");
  if (first) first.focus();
};
startAtTrouble();

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt.id === "checkout" && event.detail.xhr.status >= 400) startAtTrouble();
});

// The note that something was added goes by itself, unless somebody is reading it.
let leaving;
document.addEventListener("htmx:afterSwap", (event) => {
  const note = event.detail.target;
  if (note.id !== "added") return;
  const leave = () => {
    if (note.matches(":hover, :focus-within")) leaving = window.setTimeout(leave, 4000);
    else note.replaceChildren();
  };
  window.clearTimeout(leaving);
  leaving = window.setTimeout(leave, 12000);
});
