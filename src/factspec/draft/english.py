"""English words that turn a statement round, make it doubtful, or count for nothing."""

from __future__ import annotations

import re


def word_set(text: str) -> frozenset[str]:
    """The words of a list with spaces between them."""
    return frozenset(text.split())


NEGATIONS = word_set("not never no nobody nothing neither nor without n't cannot didn't hasn't hadn't haven't won't wasn't isn't")
HEDGES = word_set(
    "may might could would should if whether unless allegedly reportedly supposedly perhaps possibly probably "
    "likely unlikely expected expects expect planned plans plan planning hopes hoped wants wanted intends intended "
    "denied denies deny refused failed fail fails rumoured rumored claimed claims alleged instead almost nearly "
    "hardly barely cancelled canceled postponed can must true untrue false myth wrong missed skipped suggested "
    "suggests reported or unless every each often usually sometimes regularly rumours rumors imagine wished "
    "supposed headline"
)
FUTURE = frozenset(("will", "shall"))
AUXILIARIES = word_set("has have had will shall is are was were did does do been be being to")
ADVERBS = word_set(
    "also again then later already recently earlier previously subsequently all jointly together finally once- "
    "more first officially formally briefly personally"
)
# After one of these a name is not what the sentence is about: the wife of A, an aide to A.
BEFORE_NO_SUBJECT = word_set(
    "of with by to from for between like than about against among under over including except without via through "
    "near behind alongside unlike despite"
)
PEOPLE = word_set(
    "leaders presidents ministers delegates officials reporters journalists aides countries states nations sides "
    "parties governments guests members heads people diplomats experts observers lawmakers"
)
VAGUE = word_set("regularly often sometimes frequently usually many some several various numerous other others widely largely")
COMPARED = word_set("most more fewer less twice half majority double doubled halved tripled same only all none")
OPINION = word_set(
    "warm cold good bad great bright difficult successful historic disappointed disappointing important well best "
    "worst friendly informal happy sad strong weak remarkable unprecedented fruitful constructive tense beautiful "
    "proud better worse"
)
PLANS = word_set(
    "will shall expected plan plans planned planning scheduled intend intends due aims hopes may could might next tomorrow"
)
ATTRIBUTION = word_set("said says told according stated quoted reported")

SUPERLATIVE = re.compile(
    r"highest|lowest|largest|smallest|biggest|greatest|longest|shortest|oldest|youngest|fewest|richest|poorest"
)

_IRREGULAR = {
    "met": ("meet", "met"), "spoke": ("speak", "spoken"), "held": ("hold", "held"), "took": ("take", "taken"),
    "went": ("go", "gone"), "flew": ("fly", "flown"), "came": ("come", "come"), "said": ("say", "said"), "sent": ("send", "sent"),
    "gave": ("give", "given"), "won": ("win", "won"),
    "made": ("make", "made"), "led": ("lead", "led"), "wrote": ("write", "written"),
    "became": ("become", "become"), "began": ("begin", "begun"), "left": ("leave", "left"), "paid": ("pay", "paid"),
    "sat": ("sit", "sat"), "saw": ("see", "seen"), "had": ("have", "had"), "ran": ("run", "run"), "beat": ("beat", "beaten"),
    "drew": ("draw", "drawn"), "rose": ("rise", "risen"), "fell": ("fall", "fallen"), "got": ("get", "got"),
    "signed": ("sign", "signed"), "bought": ("buy", "bought"), "sold": ("sell", "sold"), "built": ("build", "built"),
    "lost": ("lose", "lost"), "put": ("put", "put"), "set": ("set", "set"), "told": ("tell", "told"), "was": ("be", "been"),
}  # fmt: skip


def inflected(past: str) -> dict[str, str]:
    """The forms of a verb by its past: each with ``past``, ``base``, ``third`` or ``going``.

    A regular verb may have two bases as far as the rules can tell, *host* and *hoste*; the one that is no word is never met.
    """
    if past in _IRREGULAR:
        bases, participle = [_IRREGULAR[past][0]], _IRREGULAR[past][1]
    elif past.endswith("ed"):
        bases, participle = [past[:-2], past[:-1]], past
        if len(past) > 4 and past[-3] == past[-4]:
            bases.append(past[:-3])
        if past.endswith("ied"):
            bases = [past[:-3] + "y"]
    else:
        bases, participle = [past], past
    if past == "was":
        return {"was": "past", "were": "past", "been": "past", "is": "third", "are": "third", "being": "going"}
    found: dict[str, str] = {}
    for base in bases:
        found[base] = "base"
        found[base + ("es" if base.endswith(("s", "x", "ch", "sh", "o")) else "s")] = "third"
        found[base + "ing"] = "going"
        if base.endswith("e") and base != "be":
            found[base[:-1] + "ing"] = "going"
        elif len(base) > 2 and base[-1] in "tnpgdlm" and base[-2] in "aeiou":
            found[base + base[-1] + "ing"] = "going"
        if base.endswith("y"):
            found[base[:-1] + "ies"] = "third"
    found[participle] = "past"
    found[past] = "past"
    return found
