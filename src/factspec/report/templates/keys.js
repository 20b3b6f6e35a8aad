
// Single keys, which a reader may turn off: some speak to their machine, and every word would press a few.
const keyed = (claims, places, change) => {
  const help = document.getElementById("help");
  const told = document.getElementById("told");
  const field = (name) => claims.form.elements[name];
  const kept = (value) => {
    try {
      if (value !== undefined) localStorage.setItem("factspec-keys", value);
      return localStorage.getItem("factspec-keys");
    } catch {
      return null;
    }
  };
  const say = (words) => { told.textContent = ""; setTimeout(() => { told.textContent = words; }, 50); };

  const nearest = (visible) => {
    const at = places.card() ? visible.indexOf(places.card()) : -1;
    return at >= 0 ? at : visible.findIndex((card) => card.getBoundingClientRect().bottom > 160) - 0.5;
  };
  const step = (by, wanted = () => true) => {
    const visible = claims.visible();
    let at = nearest(visible);
    for (at = by > 0 ? Math.floor(at + 1) : Math.ceil(at - 1); visible[at]; at += by) {
      if (wanted(visible[at])) return places.visit(visible[at].id);
    }
  };
  const failed = (card) => card.dataset.o !== "passed";

  const statement = () => {
    const place = places.place();
    const link = place?.matches(".card") ? place.querySelector(".back[href]") : place?.querySelector('a[href^="#claim-"]');
    if (link) places.visit(link.hash.slice(1));
  };
  const folds = () => {
    const blocks = [...(places.card()?.querySelectorAll("details") || [])];
    const open = blocks.some((block) => !block.open);
    for (const block of blocks) block.open = open;
  };
  const copy = async () => {
    if (!places.card()) return;
    try {
      await navigator.clipboard.writeText(location.href);
      say(claims.say("copied"));
    } catch {
      say(claims.say("not_copied"));
    }
  };
  const toggle = (name, first, other) => { field(name).value = field(name).value === first ? other : first; change(); };

  const actions = {
    "/": () => { field("q").focus(); field("q").select(); },
    j: () => step(1), k: () => step(-1), n: () => step(1, failed), p: () => step(-1, failed),
    t: statement, e: folds, c: copy,
    f: () => { field("failures").checked = !field("failures").checked; change(); },
    v: () => toggle("view", "short", ""),
    x: () => claims.form.reset(),
    "?": () => help.showModal(),
  };

  const press = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
    const typing = event.target.matches?.("input:not([type=checkbox]), select, textarea");
    if (event.key === "Escape") {
      const panel = event.target.closest?.(".panel[open]");
      if (panel) { panel.open = false; panel.querySelector("summary").focus(); }
      else if (typing) event.target.blur();
      return;
    }
    if (typing || kept() === "off" || !Object.hasOwn(actions, event.key)) return;
    event.preventDefault();
    actions[event.key]();
  };

  const own = help.querySelector("[name=keys]");
  own.checked = kept() !== "off";
  own.addEventListener("change", () => { kept(own.checked ? "on" : "off"); say(claims.say(own.checked ? "keys_on" : "keys_off")); });
  claims.form.querySelector(".help").addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", press);
};
