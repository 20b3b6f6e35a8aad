
// Where the reader is: a claim, a statement or a source, by its anchor, and in the address with the filter's state.
const placed = (claims) => {
  let anchor = "";
  let here = null;
  let lit = [];

  const address = () => {
    const state = claims.stated().toString();
    return "#" + anchor + (state ? "?" + state : "");
  };

  const light = () => {
    for (const statement of lit) statement.classList.remove("lit");
    lit = here?.matches(".card") ? [...here.querySelectorAll(".back[href]")].map((link) => document.getElementById(link.hash.slice(1))).filter(Boolean) : [];
    for (const statement of lit) statement.classList.add("lit");
    if (lit.length) within(lit[0]);
  };

  const within = (statement) => {
    const pane = statement.closest(".story");
    if (getComputedStyle(pane).position !== "sticky") return false;
    pane.scrollTop += statement.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 4;
    return true;
  };

  const reach = () => {
    if (here.matches(".statement") && within(here)) {
      const seen = here.getBoundingClientRect();
      if (seen.top < 0 || seen.bottom > innerHeight) here.closest(".story").scrollIntoView({ block: "start" });
    } else {
      here.scrollIntoView({ block: here.matches(".statement") ? "center" : "start" });
    }
  };

  const go = (name, focus) => {
    here?.classList.remove("here");
    here = name ? document.getElementById(name) : null;
    anchor = here ? name : "";
    if (here?.matches(".card")) fill(here);
    light();
    if (!here) return;
    here.classList.add("here");
    here.hidden = false;
    for (const around of [here.closest(".batch"), here.closest(".section")]) if (around) around.hidden = false;
    reach();
    if (root.matches(".many")) requestAnimationFrame(() => requestAnimationFrame(() => here && reach()));
    if (!focus) return;
    if (!here.hasAttribute("tabindex") && !here.matches("a, button, input")) here.tabIndex = -1;
    here.focus({ preventScroll: true });
  };

  const visit = (name) => {
    go(name, true);
    history.pushState(null, "", address());
  };

  const restore = () => {
    const [name, query] = location.hash.slice(1).split("?");
    claims.choose(new URLSearchParams(query || ""));
    claims.apply();
    go(name, false);
  };

  return { address, visit, restore, card: () => (here?.matches(".card") ? here : null), place: () => here };
};
