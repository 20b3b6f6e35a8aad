
// What a card holds is plain text inside it until it comes near the reader's eyes, where there are very many cards.
const root = document.documentElement;
root.classList.add("js");

const fill = (card) => {
  const folded = card.querySelector(":scope > noscript");
  if (!folded) return;
  folded.insertAdjacentHTML("afterend", folded.textContent);
  folded.remove();
};

const BATCHED = "ContentVisibilityAutoStateChangeEvent" in window;
const near = (batch) => {
  for (const card of batch.getElementsByClassName("card")) fill(card);
};
document.addEventListener("contentvisibilityautostatechange", (event) => {
  if (!event.skipped && event.target.matches(".batch")) near(event.target);
});
const watch = () => {
  if (BATCHED) return;
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) near(entry.target);
  }, { rootMargin: "1000px" });
  for (const batch of document.querySelectorAll(".cards .batch")) seen.observe(batch);
};

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'" };
const plain = (markup) => markup.replace(/<[^>]*>/g, " ").replace(/&(?:amp|lt|gt|#34|#39);/g, (entity) => ENTITIES[entity]);

const textOf = (card) => {
  const folded = card.querySelector(":scope > noscript");
  const text = folded ? card.firstElementChild.textContent + " " + plain(folded.textContent) : card.textContent;
  return text.toLowerCase().replace(/\s+/g, " ");
};

// What is short on the page is said in full where the reader points: a source behind its number, a claim as data line by line.
const PERMALINK = ".standing .number";
for (const kind of ["pointerover", "focusin"])
  document.addEventListener(kind, (event) => {
    const link = event.target.closest?.(`.refs a, .beads a, ${PERMALINK}`);
    if (!link || link.title) return;
    const source = document.getElementById(link.hash.slice(1));
    const parts = source ? [...source.children].filter((part) => !part.matches(".used")) : [];
    link.title = link.matches(PERMALINK) ? document.getElementById("filter").dataset.permalink : parts.map((part) => part.textContent.trim()).join(" · ");
  });
document.addEventListener("toggle", (event) => {
  if (!event.target.matches?.(".structure")) return;
  const data = event.target.querySelector("pre");
  data.textContent = JSON.stringify(JSON.parse(data.textContent), null, 2);
}, true);
