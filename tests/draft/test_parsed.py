"""What a parse adds to drafts. The pipeline is made and trained here, since models are no packages of an index."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tests.draft.made import grammar_of, text_of

from factspec.commands import run_app
from factspec.draft.drafting import drafted
from factspec.draft.page import Rule
from factspec.problem import Problems
from factspec.settings import project_settings

WITH_SPACY = pytest.mark.skipif(
    find_spec("spacy") is None, reason='LEFT OUT, spaCy is not installed: pip install "factspec[spacy]"'
)
JOINED = "Vladimir Putin opened a school and visited Tajikistan on 27 June 2022."
ASIDE = "Vladimir Putin, flanked by aides, visited Tajikistan on 27 June 2022."
FRIEND = "Emomali Rahmon, a friend of Vladimir Putin, visited Moscow on 16 May 2022."
SAID = "The crowd said Vladimir Putin opened a school and visited Tajikistan on 27 June 2022."
PARSES = {
    JOINED: "NNP/compound/1 NNP/nsubj/2 VBD/ROOT/2 DT/det/4 NN/dobj/2 CC/cc/2 VBD/conj/2 NNP/dobj/6 IN/prep/6 CD/nummod/10 "
    "NNP/pobj/8 CD/nummod/10 ./punct/2",
    ASIDE: "NNP/compound/1 NNP/nsubj/7 ,/punct/1 VBN/acl/1 IN/agent/3 NNS/pobj/4 ,/punct/1 VBD/ROOT/7 NNP/dobj/7 IN/prep/7 "
    "CD/nummod/11 NNP/pobj/9 CD/nummod/11 ./punct/7",
    FRIEND: "NNP/compound/1 NNP/nsubj/9 ,/punct/1 DT/det/4 NN/appos/1 IN/prep/4 NNP/compound/7 NNP/pobj/5 ,/punct/1 VBD/ROOT/9 "
    "NNP/dobj/9 IN/prep/9 CD/nummod/13 NNP/pobj/11 CD/nummod/13 ./punct/9",
    SAID: "DT/det/1 NN/nsubj/2 VBD/ROOT/2 NNP/compound/4 NNP/nsubj/5 VBD/ccomp/2 DT/det/7 NN/dobj/5 CC/cc/5 VBD/conj/5 "
    "NNP/dobj/9 IN/prep/9 CD/nummod/13 NNP/pobj/11 CD/nummod/13 ./punct/2",
}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small pipeline that has learnt these sentences by heart, saved to a folder."""
    import spacy
    from spacy.tokens import Doc
    from spacy.training import Example

    spacy.util.fix_random_seed(7)
    nlp: Any = spacy.blank("en")
    nlp.add_pipe("tagger")
    nlp.add_pipe("parser", config={"min_action_freq": 1})
    examples = []
    for text, parse in PARSES.items():
        tags, deps, heads = zip(*(word.rsplit("/", 2) for word in parse.split()), strict=True)
        plain = nlp.make_doc(text)
        spaces = [bool(word.whitespace_) for word in plain]
        told = Doc(nlp.vocab, [w.text for w in plain], spaces, tags=list(tags), deps=list(deps), heads=[int(h) for h in heads])
        examples.append(Example(plain, told))
    nlp.initialize(lambda: examples)
    for _ in range(60):
        nlp.update(examples)
    for text, parse in PARSES.items():
        assert " ".join(f"{word.tag_}/{word.dep_}/{word.head.i}" for word in nlp(text)) == parse
    folder = tmp_path_factory.mktemp("models") / "small"
    nlp.to_disk(folder)
    return folder


def rule_of(model: Path) -> Rule:
    from factspec.draft.parsed import parsed_events

    return parsed_events(model.name, model.parent)


def says(body: str, last: Rule | None = None) -> list[str]:
    return [draft.says for draft in drafted(text_of(body), grammar_of("diplomacy"), last=last).drafts]


@WITH_SPACY
@pytest.mark.parametrize(
    ("body", "claim"),
    [
        (JOINED, "Vladimir Putin visited Tajikistan on 2022-06-27"),
        (ASIDE, "Vladimir Putin visited Tajikistan on 2022-06-27"),
        (FRIEND, "Emomali Rahmon visited Moscow on 2022-05-16"),
    ],
)
def test_words_between_who_did_it_and_what_was_done_are_passed_over(body: str, claim: str, model: Path) -> None:
    assert says(body) == []
    assert says(body, rule_of(model)) == [claim]


@WITH_SPACY
@pytest.mark.parametrize(
    "body",
    [
        SAID,
        JOINED.replace(" on 27", " perhaps on 27"),
        JOINED.replace("opened", "never opened"),
        JOINED.replace(".", "?"),
        JOINED.replace("a school", "\u201ca school\u201d"),
        JOINED.replace("Vladimir Putin", "Somebody else"),
    ],
)
def test_what_is_said_denied_doubted_asked_or_quoted_is_left(body: str, model: Path) -> None:
    assert says(body, rule_of(model)) == []


@WITH_SPACY
def test_drafts_of_the_rules_stay_as_they_are(model: Path) -> None:
    body = "Vladimir Putin met Emomali Rahmon in Moscow on 16 May 2022."
    assert says(body, rule_of(model)) == says(body) == ["Vladimir Putin met Emomali Rahmon in Moscow on 2022-05-16"]


def project(root: Path, monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    from tests.draft.made import ROOT

    (root / "pyproject.toml").write_text(f'[tool.factspec.draft]\nspacy = "{model}"\n[tool.factspec]\n')
    (root / "references").symlink_to(ROOT / "references")
    (root / "claims" / "news").mkdir(parents=True)
    front = "---\ntitle: A title\npublisher: A paper\npublished: 2022-06-28\n---\n"
    (root / "claims" / "news" / "article.md").write_text(f"{front}{ASIDE}\n")
    monkeypatch.chdir(root)


@WITH_SPACY
def test_the_settings_name_the_model_and_what_it_finds_is_a_draft(
    tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project(tmp_path, monkeypatch, "models/small")
    (tmp_path / "models").symlink_to(model.parent)
    assert run_app(["draft", "claims/news", "--stdout"]) == 0
    out = capsys.readouterr().out
    assert f"quote: {ASIDE[:-1]}" in out
    assert out.count("\n    draft: true") == out.count("says: ") == 1


@WITH_SPACY
def test_a_model_that_is_not_there_is_told_with_the_way_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project(tmp_path, monkeypatch, "en_no_such_model")
    assert run_app(["draft", "claims/news", "--stdout"]) == 2
    assert capsys.readouterr().err == (
        "pyproject.toml: [tool.factspec.draft] spacy: no model 'en_no_such_model', "
        "expected one that is installed, such as with python -m spacy download en_no_such_model, or its folder\n"
    )


@WITH_SPACY
def test_a_model_without_a_parser_is_told(tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(Problems, match="the model 'blank' has no parser and no parts of speech, expected one that has them"):
        rule_of(tmp_path / "blank")


def test_without_spacy_the_way_to_get_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project(tmp_path, monkeypatch, "en_core_web_sm")
    monkeypatch.setattr("factspec.extras.find_spec", lambda _: None)
    assert run_app(["draft", "claims/news", "--stdout"]) == 2
    assert capsys.readouterr().err == (
        "[tool.factspec.draft] spacy needs spacy, which is not installed, "
        'expected it installed, with pip install "factspec[spacy]"\n'
    )


def test_a_misspelt_setting_for_drafts_is_told(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.factspec.draft]\nspacey = "x"\n')
    with pytest.raises(Problems) as found:
        project_settings(tmp_path)
    assert str(found.value) == (
        f"{tmp_path}/pyproject.toml: [tool.factspec.draft]: unknown setting 'spacey', expected one of spacy; did you mean spacy?"
    )
