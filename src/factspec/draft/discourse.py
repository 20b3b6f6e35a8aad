"""Who is meant: pronouns, *the two presidents*, *the Russian leader*, as far as only one reading is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from factspec.draft.english import PEOPLE
from factspec.draft.tokens import Sentence, Token
from factspec.draft.vocabulary import Vocabulary
from factspec.values.calendar import LAST
from factspec.values.dates import Dating

_TWO = frozenset(("two", "both"))


@dataclass(frozen=True, slots=True)
class Group:
    """Several people spoken of together, by the place in the text; ``members`` None where nobody can tell who they are."""

    sentence: int
    paragraph: int
    start: int
    members: tuple[str, ...] | None


@dataclass(slots=True)
class Discourse:
    """What a text has said so far: people with their offices, and groups. Filled sentence by sentence.

    ``here`` are the people of the paragraph, with the place of their first mention; ``groups`` are of the last two sentences.
    """

    vocabulary: Vocabulary
    today: int
    people: dict[str, None] = field(default_factory=dict)
    roles: dict[tuple[str, str], str] = field(default_factory=dict)
    paragraph: int = -1
    here: dict[str, tuple[int, int]] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)

    def take(self, sentence: Sentence) -> None:
        """Notes the people, offices and groups of a sentence."""
        tokens = sentence.tokens
        if sentence.paragraph != self.paragraph:
            self.paragraph = sentence.paragraph
            self.here.clear()
        self.groups = [group for group in self.groups if group.sentence >= sentence.index - 1]
        for i, token in enumerate(tokens):
            if token.kind == "name" and self.vocabulary.type_of(token.value) == "person":
                self._seen(sentence, token.start, token.value)
                self._introduced(tokens, i)
        for i, token in enumerate(tokens):
            found = self._described(sentence, i)
            if found is not None and len(found) == 1:
                self._seen(sentence, token.start, found[0])
            elif found is not None or (token.kind in ("role", "word") and token.low in PEOPLE):
                self.groups.append(Group(sentence.index, sentence.paragraph, token.start, found or None))
            listed = self._listed(tokens, i)
            if listed:
                self.groups.append(Group(sentence.index, sentence.paragraph, token.start, listed))

    def meant(self, sentence: Sentence, i: int) -> tuple[str, ...]:
        """The entities that the token at a place of a sentence means: one, several, or none where it is not sure."""
        token = sentence.tokens[i]
        if token.kind == "name":
            return (token.value,)
        if token.kind == "pronoun":
            return self._pronoun(sentence, i)
        if token.says("both"):
            found = self._they(sentence, token.start)
            return found if len(found) == 2 else ()
        return self._described(sentence, i) or ()

    def holder(self, relation: str, country: str) -> str | None:
        """Who has an office of a country: as the article has it, else as the reference has it on the day; None if not one."""
        told = {person for (role, of), person in self.roles.items() if of == country and relation in ("", role)}
        if told:
            return told.pop() if len(told) == 1 else None
        rows = [r for r in self.vocabulary.reference.relations if r.object == country and relation in ("", r.relation)]
        subjects = {r.subject for r in rows if self.vocabulary.type_of(r.subject) == "person" and self._on(r.began, r.ended)}
        return subjects.pop() if len(subjects) == 1 else None

    def office(self, person: str) -> tuple[str, str] | None:
        """The relation and the country of the office that the article has given somebody."""
        found = [key for key, holder in self.roles.items() if holder == person]
        return found[0] if len(found) == 1 else None

    def two(self) -> tuple[str, ...]:
        """The two people that the text is about, where it is about two."""
        people = tuple(self.people)
        holders = tuple(person for person in people if person in self.roles.values())
        return holders if len(holders) == 2 else people if len(people) == 2 else ()

    def _on(self, began: Dating | None, ended: object) -> bool:
        past = began is None or began.starts.first <= self.today
        last = ended.ends.last if isinstance(ended, Dating) else LAST
        return past and last >= self.today

    def _seen(self, sentence: Sentence, start: int, person: str) -> None:
        self.people.setdefault(person)
        self.here.setdefault(person, (sentence.index, start))

    def _introduced(self, tokens: Sequence[Token], i: int) -> None:
        """Notes an office told right before a name: *Russian President A*, *his Tajik counterpart, A*."""
        person = tokens[i].value
        if i >= 2 and tokens[i - 1].kind == "role" and tokens[i - 2].kind == "adjective":
            relation, several = tokens[i - 1].value
            if relation and not several:
                self.roles.setdefault((relation, tokens[i - 2].value), person)
        told = counterpart(tokens, i)
        if told is not None:
            offices = {relation for relation, _ in self.roles}
            if len(offices) == 1:
                self.roles.setdefault((offices.pop(), told), person)

    def _described(self, sentence: Sentence, i: int) -> tuple[str, ...] | None:
        """Who is meant by an office at a place; nobody where it is not sure, and None where it is no description."""
        tokens, token = sentence.tokens, sentence.tokens[i]
        if token.kind == "number" and i and tokens[i - 1].says("the") and token.low == "two":
            after = tokens[i + 1] if i + 1 < len(tokens) else None
            plain_two = (
                after is None or after.kind not in ("noun", "name", "adjective", "word") or after.low in ("had", "have", "also")
            )
            return self.two() if plain_two and not (after and after.kind == "role") else None
        if token.kind != "role":
            return None
        relation, several = token.value
        before = tokens[i - 1] if i else None
        if not several:
            named = i + 1 < len(tokens) and tokens[i + 1].kind == "name"
            if (
                before
                and before.kind == "adjective"
                and not named
                and not (i + 1 < len(tokens) and tokens[i + 1].low in ("'s", "'"))
            ):
                one = self.holder(relation, before.value)
                return (one,) if one else ()
            return None
        if before and before.kind == "adjective":
            return self._of_two_countries(tokens, i, relation)
        of = i + 1 < len(tokens) and tokens[i + 1].says("of")
        counted = before and (before.low in _TWO or before.says("the", "both"))
        return () if of or not counted else self.two()

    def _of_two_countries(self, tokens: Sequence[Token], i: int, relation: str) -> tuple[str, ...]:
        """*The Russian and Tajik presidents*."""
        if i >= 3 and tokens[i - 2].says("and") and tokens[i - 3].kind == "adjective":
            found = [self.holder(relation, tokens[j].value) for j in (i - 3, i - 1)]
            return tuple(one for one in found if one) if all(found) else ()
        return ()

    def _listed(self, tokens: Sequence[Token], i: int) -> tuple[str, ...]:
        """The people of a list that begins at a place: *A and B*."""
        if not (tokens[i].kind == "name" and i + 2 < len(tokens) and tokens[i + 1].says("and") and tokens[i + 2].kind == "name"):
            return ()
        pair = (tokens[i].value, tokens[i + 2].value)
        apart = i == 0 or not tokens[i - 1].says(",")
        return pair if apart and all(self.vocabulary.type_of(one) == "person" for one in pair) else ()

    def _pronoun(self, sentence: Sentence, i: int) -> tuple[str, ...]:
        token = sentence.tokens[i]
        if token.low in ("they", "their", "them"):
            return self._they(sentence, token.start)
        if token.low in ("he", "she", "his", "her", "him"):
            here = [person for person, place in self.here.items() if place < (sentence.index, token.start)]
            return tuple(here) if len(here) == 1 else ()
        if (
            token.low in ("who", "which")
            and i >= 2
            and sentence.tokens[i - 1].says(",")
            and sentence.tokens[i - 2].kind == "name"
        ):
            return (sentence.tokens[i - 2].value,)
        return ()

    def _they(self, sentence: Sentence, start: int) -> tuple[str, ...]:
        """The last group before a place, in its sentence or the one before it; nobody where that group is not known."""
        here = [g for g in self.groups if g.sentence == sentence.index and g.start < start]
        before = [g for g in self.groups if g.sentence == sentence.index - 1 and g.paragraph == sentence.paragraph]
        near = here or before
        alike = {frozenset(group.members) if group.members else None for group in near}
        return near[-1].members or () if len(alike) == 1 else ()


def counterpart(tokens: Sequence[Token], i: int) -> str | None:
    """The country of *his Tajik counterpart, A* where A stands at a place."""
    j = i - 1
    if j >= 0 and tokens[j].says(","):
        j -= 1
    told = j >= 1 and tokens[j].says("counterpart") and tokens[j - 1].kind == "adjective"
    return tokens[j - 1].value if told else None
