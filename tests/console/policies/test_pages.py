"""The pages about policies: who may open them, how many queries they take, and what acts answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from luoshi.jobs.running import run_due
from luoshi.kernel.actors import Role
from luoshi.policies import queries
from luoshi.policies.models import OpinionRound, Policy, ReviewItem
from luoshi.policies.services.asking import open_round
from luoshi.policies.services.confirming import confirm, submit
from luoshi.policies.services.deciding import accept
from luoshi.policies.services.naming import settle_name
from luoshi.policies.services.uploading import upload
from luoshi.units.models import Unit
from tests.factories import Official, actor_of, make_official, sign_in
from tests.policies.conftest import SAMPLE, _text, city, files_of_the_test  # noqa: F401  # fixtures of the neighbours

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(city: dict[str, Unit]) -> dict[str, Official]:  # noqa: F811  # the fixture
    office = city["市数据局"]
    return {
        "editor": make_official(office, Role.EDITOR, name="李编辑"),
        "second": make_official(office, Role.EDITOR, name="王编辑"),
        "confirmer": make_official(office, Role.CONFIRMER, name="赵审定"),
        "liaison": make_official(city["市公安局"], Role.DRAFTER, name="钱联络"),
        "admin": make_official(office, Role.SYSTEM_ADMIN, name="孙管理"),
    }


@pytest.fixture
def policy(people: dict[str, Official]) -> Policy:
    made = upload(actor_of(people["editor"]), [_text(SAMPLE, "意见.txt")]).policy
    run_due()
    made.refresh_from_db()
    return made


@pytest.fixture
def confirmed(policy: Policy, people: dict[str, Official]) -> Policy:
    editor = actor_of(people["editor"])
    for row in queries.unsettled_names(policy):
        settle_name(editor, policy, row.printed, outside=True)
    for item in policy.items.filter(confidence="low"):
        accept(editor, item, item.version, "核对无误")
    submit(editor, policy, accept_rest=True)
    return confirm(actor_of(people["confirmer"]), policy)


def as_(client: Client, official: Official) -> Client:
    sign_in(client, official)
    return client


def first(policy: Policy) -> ReviewItem:
    return queries.items(policy, "tasks")[0]


def page(policy: Policy, name: str) -> str:
    return reverse(f"console:{name}", args=[policy.pk])


def test_an_editor_uploads_a_policy_and_finds_it_compiled(client: Client, people: dict[str, Official]) -> None:
    as_(client, people["editor"])
    sent = {
        "files": [SimpleUploadedFile("附件.txt", "附件\n\n一、再做一项。".encode()), SimpleUploadedFile("通知.txt", SAMPLE.encode())],
        "order": "通知.txt\n附件.txt", "level": "internal", "theme": "营商环境", "form_token": "b7a6a1de-0000-4000-8000-000000000001",
    }  # fmt: skip
    answer = client.post(reverse("console:policy_new"), sent)
    made = Policy.objects.get()
    assert answer["Location"] == page(made, "policy_progress")
    assert [row.file.name for row in made.files.order_by("order")] == ["通知.txt", "附件.txt"]
    assert "等待编译" in client.get(answer["Location"]).content.decode()
    run_due()
    assert client.get(answer["Location"])["Location"] == page(made, "policy_review")


def test_an_upload_sent_twice_makes_one_policy(client: Client, people: dict[str, Official]) -> None:
    as_(client, people["editor"])
    for _ in range(2):
        client.post(
            reverse("console:policy_new"),
            {
                "files": [SimpleUploadedFile("a.txt", SAMPLE.encode())],
                "level": "internal",
                "form_token": "b7a6a1de-0000-4000-8000-000000000002",
            },
        )
    assert Policy.objects.count() == 1


def test_a_file_of_another_kind_is_refused_beside_its_field(client: Client, people: dict[str, Official]) -> None:
    as_(client, people["editor"])
    answer = client.post(
        reverse("console:policy_new"), {"files": [SimpleUploadedFile("a.exe", b"MZ")], "level": "internal"}
    )
    assert answer.status_code == 422 and "a.exe" in answer.content.decode()
    assert not Policy.objects.exists()


@pytest.mark.parametrize(
    "name", ["policy_review", "policy_submit", "policy_progress", "policy_confirm", "review_items"]
)
@pytest.mark.parametrize("role", ["liaison", "admin"])
def test_drafts_are_not_found_by_others(
    client: Client, policy: Policy, people: dict[str, Official], name: str, role: str
) -> None:
    assert as_(client, people[role]).get(page(policy, name)).status_code == 404


def test_an_act_on_an_item_of_a_policy_one_may_not_review_is_refused(
    client: Client, policy: Policy, people: dict[str, Official]
) -> None:
    url = reverse("console:item_accept", args=[first(policy).pk])
    assert as_(client, people["liaison"]).post(url, {"version": 1}).status_code == 404
    assert as_(client, people["confirmer"]).post(url, {"version": 1}).status_code == 403
    assert first(policy).state == "pending"


def test_the_review_page_shows_text_items_and_marks(
    client: Client, policy: Policy, people: dict[str, Official]
) -> None:
    shown = as_(client, people["editor"]).get(page(policy, "policy_review")).content.decode()
    item = first(policy)
    assert f'id="i-{item.key}"' in shown and f'data-k="{item.key}' in shown
    assert "推行企业开办一窗受理" in shown


def test_words_of_a_document_are_escaped(client: Client, people: dict[str, Official]) -> None:
    text = SAMPLE.replace("推行企业开办一窗受理", "推行<script>alert(1)</script>受理")
    made = upload(actor_of(people["editor"]), [_text(text, "x.txt")]).policy
    run_due()
    shown = as_(client, people["editor"]).get(page(made, "policy_review")).content.decode()
    assert "<script>alert" not in shown and "&lt;script&gt;alert" in shown


def test_accepting_answers_with_the_fresh_card_and_counts(
    client: Client, policy: Policy, people: dict[str, Official]
) -> None:
    item = first(policy)
    answer = as_(client, people["editor"]).post(reverse("console:item_accept", args=[item.pk]), {"version": 1})
    told = answer.json()
    assert 'data-version="2"' in told["cards"][item.key] and "1 / " in told["head"]


def test_the_second_editor_is_told_with_theirs_and_yours(
    client: Client, policy: Policy, people: dict[str, Official]
) -> None:
    url = reverse("console:item_edit", args=[first(policy).pk])
    as_(client, people["editor"]).post(url, {"version": 1, "deadline": "2026-01-31"})
    answer = as_(Client(), people["second"]).post(url, {"version": 1, "deadline": "2026-02-28"})
    told = answer.json()
    assert answer.status_code == 409 and told["version"] == 2
    assert all(words in told["conflict"] for words in ("李编辑", "2026-01-31", "2026-02-28"))
    assert first(policy).data["deadline"] == "2026-01-31"


def test_a_faulty_value_is_told_at_its_field(client: Client, policy: Policy, people: dict[str, Official]) -> None:
    url = reverse("console:item_edit", args=[first(policy).pk])
    answer = as_(client, people["editor"]).post(url, {"version": 1, "deadline": "2026-02-30"})
    assert answer.status_code == 422 and answer.json()["field"] == "deadline"


def test_what_was_typed_is_there_again(client: Client, policy: Policy, people: dict[str, Official]) -> None:
    item = first(policy)
    as_(client, people["editor"]).post(
        reverse("console:item_draft", args=[item.pk]), {"version": 1, "text": "写到一半", "why": "因为"}
    )
    shown = client.get(reverse("console:item_edit", args=[item.pk])).content.decode()
    assert "写到一半" in shown and "因为" in shown
    other = as_(Client(), people["second"]).get(reverse("console:item_edit", args=[item.pk])).content.decode()
    assert "写到一半" not in other


def test_presence_tells_of_others_and_of_what_they_changed(
    client: Client, policy: Policy, people: dict[str, Official]
) -> None:
    item, url = first(policy), page(policy, "review_presence")
    other = as_(Client(), people["second"])
    start = other.post(url, {"item": ""}).json()["stamp"]
    as_(client, people["editor"]).post(url, {"item": item.key})
    client.post(reverse("console:item_accept", args=[item.pk]), {"version": 1})
    told = other.post(url, {"item": "", "stamp": start}).json()
    assert told["others"] == [{"words": f"李编辑正在看 {item.display}", "item": item.key}]
    assert list(told["cards"]) == [item.key] and not told["reload"]


def test_an_item_is_added_from_a_passage(client: Client, policy: Policy, people: dict[str, Official]) -> None:
    raw = queries.latest_compilation(policy).raw_text  # type: ignore[union-attr]  # it was compiled
    start = raw.index("各级各部门不得")
    as_(client, people["editor"])
    form = client.get(page(policy, "review_add"), {"kind": "tasks", "start": start, "end": start + 9}).content.decode()
    assert raw[start : start + 9] in form
    told = client.post(
        page(policy, "review_add"), {"kind": "tasks", "start": start, "end": start + 9, "text": "新增的任务"}
    ).json()
    assert policy.items.get(key=told["focus"]).data["span"] == [start, start + 9]


def test_submitting_lists_what_is_left(client: Client, policy: Policy, people: dict[str, Official]) -> None:
    shown = as_(client, people["editor"]).post(page(policy, "policy_submit")).content.decode()
    assert "?panel=units" in shown
    policy.refresh_from_db()
    assert policy.state == "review"


def test_a_confirmed_policy_is_read_by_a_unit_without_drafts_or_findings(
    client: Client, confirmed: Policy, people: dict[str, Official]
) -> None:
    shown = as_(client, people["liaison"]).get(page(confirmed, "policy")).content.decode()
    assert "推行企业开办一窗受理" in shown and "审查意见" not in shown and "上传了" not in shown


def test_files_are_handed_out_to_those_who_see_the_policy(
    client: Client, confirmed: Policy, people: dict[str, Official]
) -> None:
    url = reverse("console:policy_file", args=[confirmed.files.get().pk])
    answer = as_(client, people["liaison"]).get(url)
    assert SAMPLE.encode() == b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file comes in pieces
    assert as_(Client(), people["admin"]).get(url).status_code == 404


def test_a_unit_sees_and_answers_its_own_share(
    client: Client,
    policy: Policy,
    people: dict[str, Official],
    city: dict[str, Unit],  # noqa: F811  # the fixture
) -> None:
    made: OpinionRound = open_round(actor_of(people["editor"]), policy)
    share = reverse("console:policy_share", args=[made.pk])
    shown = as_(client, people["liaison"]).get(share).content.decode()
    assert "推行企业开办一窗受理" in shown and "网上可办率" not in shown
    sent = {"unit": city["市公安局"].pk, "key": first(policy).key, "stance": "objects", "text": "不属我局职责"}
    client.post(reverse("console:policy_answer", args=[made.pk]), sent)
    assert made.opinions.get(key=first(policy).key).text == "不属我局职责"
    office = as_(Client(), people["editor"]).get(reverse("console:policy_round", args=[made.pk])).content.decode()
    assert "不属我局职责" in office
    assert as_(Client(), people["admin"]).get(share).status_code == 404


PAGES = ["policy_review", "policy_submit", "policy", "policy_confirm", "policy_ask", "review_items", "review_source"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_pages_open_in_both_languages(
    client: Client, policy: Policy, people: dict[str, Official], name: str, language: str
) -> None:
    answer = as_(client, people["editor"]).get(page(policy, name), {"lang": language})
    assert answer.status_code == 200


@pytest.mark.parametrize("panel", ["units", "repairs", "findings", "facts"])
def test_panels_open(client: Client, policy: Policy, people: dict[str, Official], panel: str) -> None:
    url = reverse("console:review_panel", args=[policy.pk, panel])
    assert as_(client, people["editor"]).get(url).status_code == 200


def test_the_difference_of_two_versions_is_shown(
    client: Client, confirmed: Policy, people: dict[str, Official]
) -> None:
    text = SAMPLE.replace("2025年12月底前完成", "2026年3月底前完成")
    made = upload(actor_of(people["editor"]), [_text(text, "b.txt")], previous=confirmed).policy
    run_due()
    shown = as_(client, people["editor"]).get(page(made, "policy_difference")).content.decode()
    assert "新增 0,去掉 0,变更 1" in shown and "完成时限" in shown and "<del>" in shown


@pytest.mark.parametrize(
    ("name", "most"), [("policy_review", 30), ("review_items", 18), ("policy", 30), ("policies", 22)]
)
def test_queries_do_not_grow_with_the_items(
    client: Client,
    policy: Policy,
    people: dict[str, Official],
    name: str,
    most: int,
    django_assert_max_num_queries: Any,
) -> None:
    made = first(policy)
    for number in range(60):
        ReviewItem.objects.create(
            jurisdiction=policy.jurisdiction, policy=policy, kind="tasks", key=f"t-x{number}", display=f"t9{number}",
            order=100 + number, clause=made.clause, data=made.data | {"key": f"t-x{number}"}, confidence="high",
        )  # fmt: skip
    as_(client, people["editor"])
    url = reverse("console:policies") if name == "policies" else page(policy, name)
    client.get(url)
    with django_assert_max_num_queries(most):
        assert client.get(url).status_code == 200
