"""What the tables of the invented city promise one another."""

from __future__ import annotations

from luoshi.demo.city.founding import table
from luoshi.demo.sign_ins import WHO
from luoshi.demo.story.changes import HANDOVERS
from luoshi.demo.story.lives import FATES
from luoshi.demo.writing import words, work


def test_no_post_with_a_sign_in_changes_hands() -> None:
    assert not {post for _, post, _ in WHO} & {post for _, _, post in HANDOVERS}


def test_the_shares_of_fates_are_a_whole() -> None:
    assert abs(sum(share for share, _, _ in FATES) - 1) < 1e-9


def test_work_and_instructions_name_units_of_the_city() -> None:
    known = {row["key"] for row in table("units.csv")} | {"各县市区", "各园区", "市直各部门"}
    named = {row["lead"] for row in work()} | {key for row in work() for key in row["with"].split(";") if key}
    for line in words()["instructions"] + words()["minutes"]:
        _, _, lead, others, _ = line.split("|")
        named |= {lead, *others.split(";")}
    assert named <= known


def test_areas_have_codes_that_no_province_has() -> None:
    assert all(row["code"].startswith("98") for row in table("areas.csv"))
