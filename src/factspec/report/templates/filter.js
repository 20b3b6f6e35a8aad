
const MARKS = ["refuted", "conflicting-evidence", "error", "not-enough-evidence", "supported"];
const BATCH = 20;
const CHOICES = ["outcome", "kind", "article", "tag", "source", "changed", "sort", "view"];

// The claims as they are filtered and sorted: read from the page once, when first asked for.
const made = () => {
  const form = document.getElementById("filter");
  const words = JSON.parse(form.dataset.words);
  const plurals = new Intl.PluralRules(words.language);
  const numbers = new Intl.NumberFormat(words.language, { useGrouping: "min2" });
  const cards = [...document.getElementsByClassName("card")];
  const lists = [...document.querySelectorAll(".section .cards")].map((list) => {
    const batches = [...list.getElementsByClassName("batch")];
    const boxes = (batches.length ? batches : [list]).map((box) => ({ box, cards: [...box.getElementsByClassName("card")] }));
    return { boxes, section: list.closest(".section") };
  });
  const flat = document.querySelector(".flat");
  const shown = form.querySelector("output");
  const field = (name) => form.elements[name];
  let facts = null;
  let order = cards;
  let sorted = "";

  const say = (key, n, parts = {}) => {
    let message = words.messages[key];
    if (n !== undefined) {
      message = message[Math.max(0, words.categories.indexOf(plurals.select(n)))];
      parts = { ...parts, n: numbers.format(n) };
    }
    return message.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
  };

  const read = () => {
    const tags = field("tag") ? [...field("tag").options].slice(1).map((option) => option.value) : [];
    const sources = [...document.querySelectorAll(".sources li[data-id]")].map((item) => item.dataset.id);
    facts = new Map();
    for (const { boxes, section } of lists)
      for (const card of boxes.flatMap(({ cards: own }) => own))
        facts.set(card, {
          place: facts.size, mark: card.classList[1], outcome: card.dataset.o, kind: card.dataset.k || "", change: card.dataset.c || "",
          article: section.dataset.article || "", section: section.id, text: null,
          tags: (card.dataset.t || "").split(" ").filter(Boolean).map((place) => tags[place]),
          sources: (card.dataset.s || "").split(" ").filter(Boolean).map((number) => sources[number - 1]),
        });
  };

  const offerSources = () => {
    const select = field("source");
    if (!select || select.options.length > 1) return;
    for (const item of document.querySelectorAll(".sources li[data-id]")) {
      const title = item.querySelector("cite");
      const name = `${item.querySelector(".note").textContent} ${item.querySelector("b").textContent}${title ? ": " + title.textContent : ""}`;
      select.add(new Option(name.slice(0, 120), item.dataset.id));
    }
  };

  const stated = () => {
    const state = new URLSearchParams();
    const sought = field("q").value.trim();
    if (sought) state.set("q", sought);
    for (const box of form.querySelectorAll("[name=verdict]:checked")) state.append("verdict", box.value);
    if (field("failures").checked) state.set("outcome", "failures");
    for (const name of CHOICES) {
      const select = field(name);
      if (!select || (name === "outcome" && field("failures").checked)) continue;
      const loose = name === "article" && select.selectedIndex > 0 && !select.value;
      if (select.value || loose) state.set(name, select.value);
    }
    return state;
  };

  const choose = (state) => {
    field("q").value = state.get("q") || "";
    field("failures").checked = state.get("outcome") === "failures";
    if (state.has("source")) offerSources();
    for (const box of form.querySelectorAll("[name=verdict]")) box.checked = state.getAll("verdict").includes(box.value);
    for (const name of CHOICES) {
      const select = field(name);
      if (!select) continue;
      const options = [...select.options];
      select.selectedIndex = state.has(name) ? Math.max(0, options.findLastIndex((option) => option.value === state.get(name))) : 0;
    }
  };

  const fits = (state) => {
    const sought = (state.get("q") || "").toLowerCase().split(/\s+/).filter(Boolean);
    const verdicts = new Set(state.getAll("verdict"));
    const outcome = state.get("outcome");
    const changed = state.get("changed");
    const tests = [
      verdicts.size && ((fact) => verdicts.has(fact.mark)),
      outcome && ((fact) => (outcome === "failures" ? fact.outcome !== "passed" : fact.outcome === outcome)),
      state.has("kind") && ((fact) => fact.kind === state.get("kind")),
      state.has("article") && ((fact) => fact.article === state.get("article")),
      state.has("tag") && ((fact) => fact.tags.includes(state.get("tag"))),
      state.has("source") && ((fact) => fact.sources.includes(state.get("source"))),
      changed && ((fact) => (changed === "either" ? fact.change : fact.change === changed)),
      sought.length && ((fact, card) => {
        fact.text ??= textOf(card);
        return sought.every((word) => fact.text.includes(word));
      }),
    ].filter(Boolean);
    return (card) => tests.every((test) => test(facts.get(card), card));
  };

  // A batch is laid out when it comes near: until then its height is guessed from how many cards it shows.
  const settle = (batch, own) => {
    const shown = own.filter((card) => !card.hidden).length;
    batch.hidden = !shown;
    batch.style.setProperty("--shown", shown);
  };
  const atHome = () => {
    for (const { boxes } of lists)
      for (const { box, cards: own } of boxes) {
        if (sorted && box.matches(".batch")) box.append(...own);
        else if (sorted) box.querySelector(".kicker").after(...own);
        if (box.matches(".batch")) settle(box, own);
      }
    flat.replaceChildren();
    return cards;
  };
  const inOrder = (key) => {
    const keys = new Map(cards.map((card) => [card, key(facts.get(card), card)]));
    const less = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    const all = [...cards].sort((a, b) => less(keys.get(a), keys.get(b)) || facts.get(a).place - facts.get(b).place);
    const visible = all.filter((card) => !card.hidden);
    const hidden = all.filter((card) => card.hidden);
    const batches = [];
    for (const group of [visible, hidden])
      for (let at = 0; at < group.length; at += BATCH) {
        const batch = document.createElement("div");
        batch.className = cards.length > BATCH * 10 ? "batch" : "";
        batch.append(...group.slice(at, at + BATCH));
        settle(batch, group.slice(at, at + BATCH));
        batches.push(batch);
      }
    flat.replaceChildren(...batches);
    return all;
  };
  const arrange = (by) => {
    const keys = {
      worst: (fact) => MARKS.indexOf(fact.mark), changed: (fact) => ["changed", "new", ""].indexOf(fact.change),
      kind: (fact) => fact.kind, id: (_, card) => card.id,
    };
    order = by ? inOrder(keys[by]) : atHome();
    sorted = by;
    root.classList.toggle("sorted", Boolean(by));
    flat.hidden = !by;
  };

  const apply = () => {
    const state = stated();
    const narrowed = [...state.keys()].some((name) => name !== "sort" && name !== "view");
    const by = state.get("sort") || "";
    if (!facts && (narrowed || by)) read();
    const fit = narrowed ? fits(state) : () => true;
    let count = 0;
    for (const card of cards) {
      const out = !fit(card);
      if (card.hidden !== out) card.hidden = out;
      count += !out;
    }
    for (const { boxes, section } of lists)
      section.hidden = narrowed && boxes.every(({ cards: own }) => own.every((card) => card.hidden));
    document.querySelector(".unmatched").hidden = count > 0 || !cards.length;
    if (facts) arrange(by);
    root.classList.toggle("filtered", narrowed);
    root.classList.toggle("short", state.get("view") === "short");
    form.querySelector("[type=reset]").hidden = !state.size;
    const active = CHOICES.filter((name) => state.has(name) && state.get(name) !== "failures").length;
    const badge = form.querySelector(".active");
    badge.hidden = !active;
    badge.textContent = active;
    shown.value = count === cards.length ? say("shown", count) : say("some_shown", count, { total: numbers.format(cards.length) });
  };

  // Search waits for nothing: texts are read while the reader does something else.
  const ahead = () => {
    const rest = cards.values();
    const some = (deadline) => {
      if (!facts) read();
      for (const card of rest) {
        facts.get(card).text ??= textOf(card);
        if (deadline.timeRemaining() < 4) return requestIdleCallback(some);
      }
    };
    if ("requestIdleCallback" in window && root.matches(".many")) form.addEventListener("focusin", () => requestIdleCallback(some), { once: true });
  };

  return { form, cards, say, stated, choose, apply, offerSources, ahead, visible: () => order.filter((card) => !card.hidden) };
};
