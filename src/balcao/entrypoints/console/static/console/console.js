// Shortcuts: a key presses or focuses what names it in data-key. Nothing here is needed to work.
(() => {
  "use strict";
  const typing = (element) =>
    element instanceof HTMLElement &&
    (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const found = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!found) return;
    event.preventDefault();
    const fold = found.closest("details");
    if (fold) fold.open = true;
    if (typing(found)) found.focus();
    else found.click();
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const question = form.dataset.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
    else if (form.method === "post" && !form.target && !event.defaultPrevented) {
      // A second click must not send the form again; the server would refuse it anyway.
      window.setTimeout(() => form.querySelectorAll("button").forEach((b) => { b.disabled = true; }));
    }
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form button:disabled").forEach((button) => {
      if (!button.closest("fieldset:disabled")) button.disabled = false;
    });
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
})();
