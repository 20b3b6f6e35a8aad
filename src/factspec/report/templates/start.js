
const start = () => {
  const claims = made();
  const places = placed(claims);
  const { form } = claims;
  let waiting = 0;

  const change = () => {
    const stuck = form.getBoundingClientRect().top <= 0;
    claims.apply();
    if (stuck) document.getElementById("claims").scrollIntoView({ block: "start", behavior: "instant" });
    history.replaceState(null, "", places.address());
  };
  const typed = (event) => {
    clearTimeout(waiting);
    if (event.target.name === "outcome") form.elements.failures.checked = false;
    if (event.target.name === "q" && claims.cards.length > 2000) waiting = setTimeout(change, 150);
    else change();
  };
  const measure = () => {
    const sticky = getComputedStyle(form).position === "sticky";
    root.style.setProperty("--bar", sticky ? `${form.offsetHeight}px` : "0px");
  };

  form.hidden = false;
  watch();
  measure();
  new ResizeObserver(measure).observe(form);
  form.addEventListener("input", typed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(change));
  form.querySelector(".panel").addEventListener("toggle", claims.offerSources);
  document.addEventListener("click", (event) => {
    const panel = document.querySelector(".panel[open]");
    if (panel && !panel.contains(event.target)) panel.open = false;
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (link.dataset.state) {
      claims.choose(new URLSearchParams(link.dataset.state));
      claims.apply();
    }
    places.visit(link.getAttribute("href").slice(1));
  });
  addEventListener("popstate", places.restore);

  let opened = [];
  addEventListener("beforeprint", () => {
    for (const card of claims.visible()) fill(card);
    opened = [...document.querySelectorAll("details.near:not([open])")];
    for (const block of opened) block.open = true;
  });
  addEventListener("afterprint", () => { for (const block of opened) block.open = false; });

  keyed(claims, places, change);
  places.restore();
  claims.ahead();
};

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
