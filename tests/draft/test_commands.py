"""``factspec draft`` as a user types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from factspec.commands import run_app

NEWS = "Putin in China\n\nVladimir Putin visited China in February. He liked it.\n"
ARTICLE = "---\ntitle: T\npublisher: P\npublished: 2022-06-28\n---\nPutin met Rahmon in Moscow on May 16.\n"


def test_an_article_and_its_claims_are_written_and_run(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "news.txt").write_text(NEWS)
    assert run_app(["draft", "news.txt", "--published", "2022-03-05", "--publisher", "The Gazette"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("article: claims/news/article.md\nclaims/news/claims.yaml: 1 claim drafted, 1 statement left to you")
    article = (project / "claims/news/article.md").read_text()
    assert article.startswith("---\ntitle: Putin in China\npublisher: The Gazette\npublished: '2022-03-05'\n---\n")
    assert run_app(["check"]) == 1
    assert "1 draft to confirm (1 supported)" in capsys.readouterr().out
    assert run_app(["confirm", "vladimir-putin-visited-china-february"]) == 0
    assert run_app(["check"]) == 0


def test_an_article_in_its_place_gets_claims_beside_it_and_stays_as_it_is(project: Path) -> None:
    folder = project / "claims" / "talks"
    folder.mkdir(parents=True)
    (folder / "article.md").write_text(ARTICLE)
    assert run_app(["draft", "claims/talks"]) == 0
    assert (folder / "article.md").read_text() == ARTICLE
    assert (
        "says: Vladimir Putin met Emomali Rahmon in Moscow on 2022-05-16\n    draft: true\n"
        in (folder / "claims.yaml").read_text()
    )


def test_front_matter_of_another_file_is_taken_over(project: Path) -> None:
    (project / "other.md").write_text(ARTICLE)
    assert run_app(["draft", "other.md", "--title", "Talks"]) == 0
    assert (project / "claims/other/article.md").read_text().startswith("---\ntitle: Talks\npublisher: P\n")


def test_nothing_is_written_over_unless_asked(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "news.txt").write_text(NEWS)
    asked = ["draft", "news.txt", "--published", "2022-03-05"]
    assert run_app(asked) == 0
    mine = project / "claims/news/claims.yaml"
    mine.write_text("# mine\n")
    assert run_app(asked) == 2
    assert "claims/news/claims.yaml: is there already, expected --force to write over it, or --stdout" in capsys.readouterr().err
    assert mine.read_text() == "# mine\n"
    assert run_app([*asked, "--force"]) == 0
    assert "draft: true" in mine.read_text()


def test_to_standard_output_nothing_is_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "news.txt").write_text(NEWS)
    assert run_app(["draft", "news.txt", "--published", "2022-03-05", "--stdout"]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("# Claims drafted for Putin in China.")
    assert told.err == "1 claim drafted, 1 statement left to you, in comments\n"
    assert not (project / "claims").exists()


def test_an_article_that_gives_no_claim_leaves_stubs_and_fails(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "news.txt").write_text("Nothing is known of 12 men.")
    assert run_app(["draft", "news.txt", "--published", "2022-03-05"]) == 1
    assert "0 claims drafted, 1 statement left to you" in capsys.readouterr().out
    assert run_app(["check"]) == 2


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        (
            ["nws.txt"],
            "nws.txt: no such file, expected a text, Markdown, HTML or PDF file, or an address; did you mean news.txt?",
        ),
        (["news.txt"], "news.txt: no day of publication, and words such as “this year” hang on it, expected --published DATE"),
        (["news.txt", "--published", "soon"], "--published: 'soon' is not a day"),
        (["news.txt", "--published", "2022-03-05", "--name", "a/b"], "--name: 'a/b' is no name for an article"),
        (["news.txt", "--published", "2022-03-05", "-r", "nowhere"], "nowhere"),
    ],
)
def test_bad_input_is_told_in_a_line(arguments: list[str], wrong: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "news.txt").write_text(NEWS)
    assert run_app(["draft", *arguments]) == 2
    assert capsys.readouterr().err.startswith(wrong)
    assert not (project / "claims").exists()
