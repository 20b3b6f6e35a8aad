(() => {
  "use strict";

  const form = document.getElementById("filter");
  const shown = form.querySelector("output");
  const cards = [...document.querySelectorAll(".card")];
  const words = new Map();
  let anchor = "";
  let here = null;

  const text = (card) => {
    if (!words.has(card)) words.set(card, card.textContent.toLowerCase().replace(/\s+/g, " "));
    return words.get(card);
  };

  const stated = () => {
    const data = new FormData(form);
    const state = new URLSearchParams();
    const sought = data.get("q").trim();
    if (sought) state.set("q", sought);
    for (const verdict of data.getAll("verdict")) state.append("verdict", verdict);
    if (data.get("outcome")) state.set("outcome", data.get("outcome"));
    return state;
  };

  const address = () => {
    const state = stated().toString();
    return "#" + anchor + (state ? "?" + state : "");
  };

  const filter = () => {
    const state = stated();
    const sought = (state.get("q") || "").toLowerCase().split(/\s+/).filter(Boolean);
    const verdicts = new Set(state.getAll("verdict"));
    const outcome = state.get("outcome");
    let count = 0;
    for (const card of cards) {
      const fits =
        (!verdicts.size || verdicts.has(card.dataset.verdict)) &&
        (!outcome || (outcome === "failures" ? card.dataset.outcome !== "passed" : card.dataset.outcome === outcome)) &&
        sought.every((word) => text(card).includes(word));
      card.hidden = !fits;
      count += fits;
    }
    for (const list of document.querySelectorAll(".cards")) {
      const all = list.querySelectorAll(".card");
      list.querySelector(".unmatched").hidden = !all.length || [...all].some((card) => !card.hidden);
    }
    const filtered = state.size > 0;
    document.documentElement.classList.toggle("filtered", filtered);
    form.querySelector("[type=reset]").hidden = !filtered;
    shown.value = count === cards.length ? `${count} claims` : `${count} of ${cards.length} claims`;
  };

  const go = (name, focus) => {
    if (here) here.classList.remove("here");
    here = name ? document.getElementById(name) : null;
    anchor = here ? name : "";
    if (!here) return;
    here.classList.add("here");
    here.hidden = false;
    const pane = here.closest(".story");
    const apart = pane && getComputedStyle(pane).position === "sticky";
    if (apart) {
      pane.scrollTop += here.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 4;
      const seen = here.getBoundingClientRect();
      if (seen.top < 0 || seen.bottom > innerHeight) pane.scrollIntoView({ block: "start" });
    } else {
      const reach = () => here.scrollIntoView({ block: here.matches(".statement") ? "center" : "start" });
      reach();
      if (document.documentElement.matches(".many")) requestAnimationFrame(() => requestAnimationFrame(reach));
    }
    if (focus) here.focus({ preventScroll: true });
  };

  const restore = () => {
    const [name, query] = location.hash.slice(1).split("?");
    const state = new URLSearchParams(query || "");
    form.elements.q.value = state.get("q") || "";
    form.elements.outcome.value = state.get("outcome") || "";
    if (form.elements.outcome.selectedIndex < 0) form.elements.outcome.value = "";
    for (const box of form.querySelectorAll("[name=verdict]")) box.checked = state.getAll("verdict").includes(box.value);
    filter();
    go(name, false);
  };

  const changed = () => {
    const stuck = form.getBoundingClientRect().top <= 0;
    filter();
    if (stuck) document.getElementById("claims").scrollIntoView({ block: "start", behavior: "instant" });
    history.replaceState(null, "", address());
  };

  document.documentElement.classList.add("js");
  form.hidden = false;
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(changed));
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(link.getAttribute("href").slice(1), true);
    history.pushState(null, "", address());
  });
  addEventListener("popstate", restore);
  addEventListener("beforeprint", () => document.querySelectorAll("details.near").forEach((block) => (block.open = true)));
  restore();
})();
