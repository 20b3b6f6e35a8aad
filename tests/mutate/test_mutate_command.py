"""The command that tries near misses: what it prints, writes, and leaves as its exit code."""

from __future__ import annotations

import json

from tests.coverage.desk import Desk

PRESIDENT = "claims:\n  - id: a\n    says: Vladimir Putin was president of Russia on 2022-06-28\n"
VACUOUS = 'claims:\n  - id: a\n    says: "at least one of these is true: 2022-06-28 is a Tuesday; 2022-06-29 is a Wednesday"\n'


def test_what_survived_is_told_with_why(desk: Desk) -> None:
    desk.put("He is.", PRESIDENT)
    found = desk.run("mutate")
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith(
        "claims/talks/claims.yaml:2: Vladimir Putin was president of Russia on 2022-06-28\n"
        "  19 killed, 3 survived, 86.3%\n"
        "  survived  when: Vladimir Putin was president of Russia on 2022-06-27\n"
        "            the claim's own rows say so too (vladimir-putin president of russia)\n"
    )
    assert found.out.endswith(
        "\ntalks: 19 of 22 near misses killed, 86.3%\nreference diplomacy 1.0.0: 19 of 22 near misses killed, 86.3%\n"
    )


def test_too_low_a_score_fails_by_option_or_setting(desk: Desk) -> None:
    desk.put("He is.", PRESIDENT, "mutation_fail_under = 95\n")
    found = desk.run("mutate", "--quiet")
    assert (found.code, found.err) == (1, "86.3% of the near misses were killed, expected 95% at least\n")
    assert desk.run("mutate", "--fail-under", "86").code == 0


def test_a_vacuous_claim_fails_and_all_its_survivors_are_told(desk: Desk) -> None:
    desk.put("He is.", VACUOUS)
    found = desk.run("mutate", "--quiet")
    assert found.code == 1
    assert "  vacuous: every near miss that counts is borne out as well, so the check cannot fail\n" in found.out
    assert "1 claim vacuous" in found.out
    assert found.out.count("  survived  ") > 3


def test_every_near_miss_is_told_where_that_is_asked(desk: Desk) -> None:
    desk.put("He is.", PRESIDENT)
    out = desk.run("mutate", "--all").out
    assert (out.count("  killed    "), out.count("  survived  ")) == (19, 3)
    assert "  killed    subject: " in out
    assert "(refuted)" in out


def test_claims_that_fail_or_cannot_be_read_are_errors(desk: Desk) -> None:
    desk.put("He is.", PRESIDENT.replace("2022-06-28", "1990-06-28"))
    found = desk.run("mutate")
    assert (found.code, "not tried: it is not enough evidence, expected supported; mend that first" in found.out) == (1, True)
    desk.put("He is.", PRESIDENT.replace("president", "prezident"))
    found = desk.run("mutate")
    assert (found.code, "did you mean" in found.out) == (2, True)


def test_a_project_without_claims_is_an_error(desk: Desk) -> None:
    desk.put("He is.", PRESIDENT)
    desk.claims.unlink()
    found = desk.run("mutate")
    assert (found.code, found.out) == (2, "")
    assert "nothing to check" in found.err


def test_the_json_file_holds_every_near_miss(desk: Desk) -> None:
    desk.put("He is.", PRESIDENT)
    desk.run("mutate", "--json", "build/mutation.json")
    found = json.loads((desk.root / "build/mutation.json").read_text("utf-8"))
    assert (found["killed"], found["survived"], found["percent"]) == (19, 3, 86.3)
    assert found["articles"] == [{"id": "talks", "killed": 19, "survived": 3, "percent": 86.3}]
    claim = found["claims"][0]
    assert claim["counts"] == {"killed": 19, "survived": 3, "implied": 0, "undecided": 0}
    assert {miss["fate"] for miss in claim["near_misses"]} == {"killed", "survived"}
    assert set(claim["near_misses"][0]) == {"field", "says", "fate", "verdict", "why"}
