// Sentences and source lines: selecting one shows the other. Works on the HTML of view.py, on the reader's machine only.
(() => {
  "use strict";
  const narrow = () => matchMedia("(max-width: 60rem)").matches;
  const smooth = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  const all = (root, selector) => [...root.querySelectorAll(selector)];
  const has = (element, name, number) => (element.dataset[name] || "").split(" ").includes(String(number));
  const deskOf = (element) => element.closest(".sm-desk");

  function clear(desk) {
    for (const one of all(desk, ".sm-on, .sm-word, .sm-at")) one.classList.remove("sm-on", "sm-word", "sm-at");
    for (const one of all(desk, ".sm-claim[aria-current]")) one.removeAttribute("aria-current");
  }

  function say(desk, text) {
    const live = desk.querySelector(".sm-live");
    if (live) live.textContent = text;
  }

  // Scrolls the source's own box, and the column it stands in, never the whole page (but on a phone, where there is
  // only the page).
  function show(desk, line, page) {
    const box = line.closest(".sm-lines");
    if (narrow()) {
      if (page) line.scrollIntoView({ block: "center", behavior: smooth() });
      return;
    }
    const top = line.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
    box.scrollTo({ top: Math.max(0, top - box.clientHeight / 3), behavior: smooth() });
    if (page) {
      const column = desk.querySelector(".sm-sources");
      const source = line.closest(".sm-source");
      const from = source.getBoundingClientRect().top - column.getBoundingClientRect().top;
      if (from < 0 || from + source.offsetHeight > column.clientHeight + 1)
        column.scrollTo({ top: column.scrollTop + from - 8, behavior: smooth() });
    }
  }

  // The sources take the height that is in view, so that every one of them can be seen beside the sentences.
  function fit() {
    for (const column of document.querySelectorAll(".sm-sources")) {
      const desk = column.parentElement.getBoundingClientRect();
      const room = Math.min(innerHeight - 8, desk.bottom) - Math.max(0, desk.top);
      column.style.setProperty("--sm-room", `${Math.max(320, Math.round(room))}px`);
    }
  }
  addEventListener("scroll", fit, { passive: true });
  addEventListener("resize", fit);
  new MutationObserver(fit).observe(document.documentElement, { childList: true, subtree: true });

  function select(desk, number, { scroll = true, focus = false } = {}) {
    clear(desk);
    const claim = desk.querySelector(`.sm-claim[data-claim="${number}"]`);
    if (!claim) return;
    claim.classList.add("sm-on");
    claim.setAttribute("aria-current", "true");
    for (const one of all(desk, ".sm-claim")) one.tabIndex = one === claim ? 0 : -1;
    if (focus) claim.focus({ preventScroll: true });
    if (focus) claim.scrollIntoView({ block: "nearest", behavior: smooth() });
    const places = [];
    let first = true;
    for (const source of all(desk, ".sm-source")) {
      const lines = [];
      for (const mark of all(source, "mark")) {
        if (has(mark, "claims", number)) {
          mark.classList.add("sm-on");
          const line = mark.closest(".sm-line");
          line.classList.add("sm-on");
          if (!lines.includes(line)) lines.push(line);
        }
        if (has(mark, "words", number)) mark.classList.add("sm-word");
      }
      if (!lines.length) continue;
      places.push(`source ${source.dataset.source} line ${lines.map((line) => line.dataset.line).join(", ")}`);
      if (scroll) show(desk, lines[0], first);
      first = false;
    }
    say(desk, `Sentence ${number}: ${places.join("; ")}`);
    const back = desk.querySelector(".sm-back");
    back.hidden = !(scroll && narrow());
  }

  function cite(desk, button) {
    const claim = button.closest(".sm-claim");
    if (claim) select(desk, claim.dataset.claim, { scroll: false });
    else clear(desk);
    const source = desk.querySelector(`.sm-source[data-source="${button.dataset.source}"]`);
    const lines = all(source, ".sm-line").filter(
      (line) => +line.dataset.line >= +button.dataset.line && +line.dataset.line <= +button.dataset.end,
    );
    for (const line of lines) line.classList.add("sm-on", "sm-at");
    show(desk, lines[0], true);
    desk.querySelector(".sm-back").hidden = !(narrow() && claim);
    say(desk, `Source ${button.dataset.source}, line ${button.dataset.line}`);
  }

  function used(desk, line) {
    const numbers = (line.dataset.claims || "").split(" ").filter(Boolean);
    clear(desk);
    line.classList.add("sm-at");
    desk.querySelector(".sm-back").hidden = true;
    if (!numbers.length) return say(desk, `No sentence of the brief cites line ${line.dataset.line}`);
    for (const number of numbers) {
      const claim = desk.querySelector(`.sm-claim[data-claim="${number}"]`);
      claim.classList.add("sm-on");
      if (number === numbers[0]) claim.scrollIntoView({ block: "nearest", behavior: smooth() });
    }
    for (const mark of all(line, "mark")) mark.classList.add("sm-on");
    line.classList.add("sm-on");
    say(desk, `Line ${line.dataset.line} is used by sentence ${numbers.join(", ")}`);
  }

  async function copy(button) {
    const text = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without https a browser has no clipboard for pages: the old way still works.
      const box = document.createElement("textarea");
      box.value = text;
      box.style.position = "fixed";
      box.style.opacity = "0";
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 1500);
  }

  document.addEventListener("click", (event) => {
    const at = event.target instanceof Element ? event.target : null;
    const desk = at && deskOf(at);
    if (!desk) return;
    const button = at.closest(".sm-copy, .sm-cite, .sm-back");
    if (button?.classList.contains("sm-copy")) return void copy(button);
    if (button?.classList.contains("sm-cite")) return cite(desk, button);
    if (button) {
      button.hidden = true;
      desk.querySelector(".sm-claim.sm-on")?.scrollIntoView({ block: "center", behavior: smooth() });
      return;
    }
    if (String(getSelection())) return; // someone is marking text to copy it
    const claim = at.closest(".sm-claim");
    if (claim) return select(desk, claim.dataset.claim);
    const line = at.closest(".sm-line");
    if (line) return used(desk, line);
  });

  document.addEventListener("keydown", (event) => {
    const at = event.target instanceof Element ? event.target : null;
    const desk = at && deskOf(at);
    if (!desk || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") return clear(desk);
    const claim = at.closest(".sm-claim");
    if (!claim) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const last = all(desk, ".sm-claim").length;
      const on = claim.classList.contains("sm-on") ? +claim.dataset.claim + step : +claim.dataset.claim;
      select(desk, Math.min(Math.max(on, 1), last), { focus: true, scroll: !narrow() });
    } else if ((event.key === "Enter" || event.key === " ") && at === claim) {
      event.preventDefault();
      select(desk, claim.dataset.claim);
    }
  });
})();
