"""The main path, walked in Chromium by people of eight roles against a real server and worker: from the files of a policy
to verified progress and a journal that holds.

``--pictures DIR`` keeps a picture of every step; ``LUOSHI_TEST_DATABASE_URL`` walks on PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import walk_audit, walk_report, walk_review, walk_tasks
from tests.browser.serving import installed
from tests.browser.town import EXAMPLES, FOUNDING
from tests.browser.visiting import Visits

pytestmark = pytest.mark.browser
TWO_FILES = (EXAMPLES / "1-制造业实施意见.html", EXAMPLES / "4-成果转化征求意见-受损网页.txt")
TITLE = "一梯一档"


@pytest.fixture
def visits(browser: Any, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Visits]:
    kept = request.config.getoption("--pictures", default=None)
    with installed(tmp_path / "home", "people") as home:
        made = Visits(browser, home, Path(kept) / request.node.callspec.id if kept else None)
        yield made
        made.close()
    assert made.faults == []


@pytest.mark.parametrize("document", ["examples", "founding"])
def test_from_a_document_to_verified_progress(visits: Visits, tmp_path: Path, document: str) -> None:
    files = TWO_FILES if document == "examples" else tuple(FOUNDING.glob("000_*.txt"))
    if not files:
        pytest.skip("没有 ../shared/policies,跳过 · the founding policies are not here")
    scan = _scan(visits, tmp_path / "批示扫描件.png")

    policy = walk_review.upload(visits, files)
    walk_review.use_the_keyboard(visits, policy)
    walk_review.edit_at_once(visits, policy)
    assert walk_review.settle_names(visits, policy, {"云溪银保监分局": "jrjg", "市经信委": "sgxj"}) > 0
    repaired = walk_review.judge_repairs(visits, policy)
    assert repaired > 0 or document == "founding"
    assert walk_review.accept_doubtful(visits, policy) > 0
    walk_review.ask_units(visits, policy)
    walk_review.submit(visits, policy)
    walk_review.confirm(visits, policy)

    plan = walk_tasks.plan(visits, policy)
    assert walk_tasks.approve(visits, policy, plan) > 10
    walk_tasks.plan_again(visits, policy)
    task = walk_tasks.assign_by_hand(visits, scan)
    walk_tasks.acknowledge(visits, task)
    walk_tasks.object_to(visits, task)

    visits.home.in_town("weeks")
    walk_report.count_a_quantity(visits, task)
    walk_report.fill_in(visits, TITLE, scan)
    for who in ("section", "head"):
        walk_report.pass_on(visits, who, TITLE)
    walk_report.return_it(visits, TITLE)
    walk_report.mend(visits, TITLE)
    for who in ("section", "head"):
        walk_report.pass_on(visits, who, TITLE)
    walk_report.verify(visits, TITLE, task)
    walk_report.ask_to_close(visits, task)
    walk_report.close(visits, task)
    walk_report.in_english(visits, task)

    walk_audit.sign_in_with_a_code(visits)
    walk_audit.verify_the_journal(visits)


def _scan(visits: Visits, file: Path) -> Path:
    """A picture to be attached: the sign-in page will do."""
    page = visits.open("nobody")
    page.goto(visits.home.address)
    page.screenshot(path=str(file))
    return file
