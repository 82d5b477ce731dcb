// What a page cannot do without a script: leave at two taps of Esc, and lock a sealed case when idle.
// Every page works without it.
"use strict";
(() => {
  const body = document.body;
  const away = body.dataset.leave;
  if (!away) return;

  const leave = () => {
    body.hidden = true; // before the next page is there
    window.location.replace(away);
  };

  let last = 0;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (event.timeStamp - last < 800) leave();
    last = event.timeStamp;
  });
  document.querySelectorAll("[data-leave-now]").forEach((link) => {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
  });

  // The server drops the key after ten idle minutes; the page must not go on showing the case.
  if ("sealed" in body.dataset) {
    const IDLE = 600000;
    let timer = 0;
    let asked = Date.now();
    const begin = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => window.location.reload(), IDLE + 1000);
      if (Date.now() - asked < 60000) return;
      asked = Date.now(); // somebody is typing: keep the key
      fetch(window.location.href, { method: "HEAD" });
    };
    begin();
    document.addEventListener("keydown", begin);
    document.addEventListener("pointerdown", begin);
  }

  // A long list of choices gets a box to find one by a few letters.
  const findable = (list) => {
    const box = document.createElement("input");
    box.type = "search";
    box.placeholder = list.dataset.many;
    box.setAttribute("aria-label", list.dataset.many);
    box.autocomplete = "off";
    const rows = Array.from(list.querySelectorAll("label")).filter((each) => each.querySelector("input"));
    box.addEventListener("input", () => {
      const wanted = box.value.trim().toLowerCase();
      rows.forEach((row) => {
        row.parentElement.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
      });
    });
    list.querySelector("legend").after(box);
  };

  // A slider says where it stands.
  const telling = (slider) => {
    const said = document.createElement("output");
    said.htmlFor = slider.id;
    const show = () => { said.value = slider.value; };
    slider.after(said);
    slider.addEventListener("input", show);
    show();
  };

  const ready = (part) => {
    part.querySelectorAll("fieldset[data-many]").forEach(findable);
    part.querySelectorAll("form[data-shows] input[type=range]").forEach(telling);
  };
  ready(document);
  document.addEventListener("htmx:afterSwap", (event) => ready(event.detail.target));

  // A second tap while the first is on its way must not note a payment twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method") !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    window.setTimeout(() => { delete form.dataset.sent; }, 8000); // no answer: it may be tried again
  });

  // What is folded is printed too.
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = Array.from(document.querySelectorAll("main details:not([open])"));
    closed.forEach((each) => { each.open = true; });
  });
  window.addEventListener("afterprint", () => { closed.forEach((each) => { each.open = false; }); });

  // A page out of the back cache may show what was left behind: ask the server again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
})();
