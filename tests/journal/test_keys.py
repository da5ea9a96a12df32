"""Personal values can be read by who may, until their key is destroyed; the seals hold all the same."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from luoshi.journal import keys
from luoshi.journal.encrypted import EncryptedText
from luoshi.journal.erasure import erase, rewrap
from luoshi.journal.keys import ERASED, Unreadable, decrypt, decrypt_many, encrypt, open_bytes, seal_bytes
from luoshi.journal.models import Event, SubjectKey
from luoshi.journal.sealing import seal
from luoshi.journal.services import digest_of
from luoshi.journal.verification import verify
from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.verdicts import Refused
from tests.factories import CITY, an_actor
from tests.journal.deeds import a_deed

pytestmark = pytest.mark.django_db

SAID = {"name": "赵云溪", "phone": "13900000000"}
several = hypothesis_settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # fmt: skip


def the_security_administrator() -> Actor:
    return an_actor(Role.SECURITY_ADMIN, person=9)


@several
@given(content=st.binary(max_size=3000), subject=st.text("甲乙ab:1", min_size=1, max_size=20))
def test_what_was_sealed_opens_again(content: bytes, subject: str) -> None:
    sealed = seal_bytes(subject, content)
    assert open_bytes(subject, sealed) == content
    assert len(sealed) == len(content) + 29


@several
@given(
    values=st.dictionaries(st.text(max_size=5), st.text() | st.integers() | st.none() | st.lists(st.text()), max_size=5)
)
def test_what_was_encrypted_is_read_again(values: dict[str, Any]) -> None:
    assert decrypt("person:1", encrypt("person:1", values)) == values


@several
@given(place=st.integers(0, 28 + 5), flip=st.integers(1, 255))
def test_a_damaged_value_is_not_read(place: int, flip: int) -> None:
    damaged = bytearray(seal_bytes("person:1", "内容物".encode()[:5]))
    damaged[place] ^= flip
    with pytest.raises(Unreadable, match="person:1: the value was damaged"):
        open_bytes("person:1", bytes(damaged))


def test_the_same_value_never_looks_the_same() -> None:
    assert encrypt("person:1", SAID) != encrypt("person:1", SAID)
    assert "赵云溪".encode() not in encrypt("person:1", SAID)


def test_a_value_belongs_to_its_subject() -> None:
    encrypt("person:2", SAID)
    with pytest.raises(Unreadable):
        decrypt("person:2", encrypt("person:1", SAID))


def test_a_stored_key_given_to_another_subject_opens_nothing() -> None:
    sealed = encrypt("person:1", SAID)
    encrypt("person:2", SAID)
    SubjectKey.objects.filter(subject="person:2").update(wrapped=SubjectKey.objects.get(subject="person:1").wrapped)
    with pytest.raises(Unreadable, match="person:2: its stored key was damaged"):
        decrypt("person:2", sealed)


def test_a_value_whose_key_is_missing_is_not_taken_for_erased() -> None:
    sealed = encrypt("person:1", SAID)
    SubjectKey.objects.all().delete()
    with pytest.raises(Unreadable, match="missing, though nobody erased it"):
        decrypt("person:1", sealed)


def test_many_values_are_read_with_one_query(django_assert_num_queries: Any) -> None:
    sealed = [(f"person:{n}", encrypt(f"person:{n}", {"n": n})) for n in range(5)] * 2
    with django_assert_num_queries(1):
        assert decrypt_many(sealed) == [{"n": n} for n in range(5)] * 2


@pytest.mark.parametrize("subject", ["", "x" * 61])
def test_what_is_no_subject_is_refused(subject: str) -> None:
    with pytest.raises(ValueError, match="is no subject"):
        seal_bytes(subject, b"")


class TestErasure:
    def test_erased_values_read_as_erased_everywhere(self) -> None:
        event = a_deed(subject="person:5", secret=SAID, detail={"what": "phone"})
        value = seal_bytes("person:5", b"scan")
        other = encrypt("person:6", SAID)
        erase(the_security_administrator(), "person:5", "本人申请,个人信息保护法第四十七条")
        event = Event.objects.get(pk=event.pk)
        assert decrypt("person:5", bytes(event.secret or b"")) is ERASED
        assert open_bytes("person:5", value) is ERASED
        assert (str(ERASED), bool(ERASED), ERASED.phrase.say("en")) == ("已清除", False, "erased")
        assert decrypt("person:6", other) == SAID
        assert bytes(SubjectKey.objects.get(subject="person:5").wrapped) == b""

    def test_erasure_is_an_event_and_the_chain_stays_whole(self) -> None:
        a_deed(subject="person:5", secret=SAID)
        seal(CITY)
        event = erase(the_security_administrator(), "person:5", " 本人申请 ")
        seal(CITY)
        assert (event.act, event.actor) == ("journal.subject_erased", "person:9")
        assert event.detail == {"subject": "person:5", "reason": "本人申请"}
        report = verify(CITY)
        assert (report.ok, report.events) == (True, 2)

    def test_nothing_more_is_written_for_an_erased_subject(self) -> None:
        encrypt("person:5", SAID)
        erase(the_security_administrator(), "person:5", "本人申请")
        with pytest.raises(Refused, match="已清除,不能再写入"):
            encrypt("person:5", SAID)

    def test_only_the_security_administrator_erases(self) -> None:
        encrypt("person:5", SAID)
        for actor in (an_actor(), an_actor(Role.AUDIT_ADMIN), an_actor(Role.SYSTEM_ADMIN), an_actor(Role.EDITOR)):
            with pytest.raises(Refused, match="只有安全管理员") as refused:
                erase(actor, "person:5", "本人申请")
            assert refused.value.forbidden
        assert decrypt("person:5", encrypt("person:5", SAID)) == SAID

    def test_erasing_needs_a_reason_something_to_erase_and_happens_once(self) -> None:
        encrypt("person:5", SAID)
        actor = the_security_administrator()
        for subject, reason, said in (("person:5", " ", "请写明"), ("person:6", "申请", "没有“person:6”")):
            with pytest.raises(Refused, match=said):
                erase(actor, subject, reason)
        erase(actor, "person:5", "申请")
        with pytest.raises(Refused, match=r"已于\d{4}-\d\d-\d\d清除"):
            erase(actor, "person:5", "申请")
        assert Event.objects.count() == 1

    def test_nobody_finds_an_erased_name_by_trying_names(self) -> None:
        event = a_deed(subject="person:5", before={"name": "赵云溪"}, after={"name": "钱云溪"})
        assert event.before_digest not in {digest_of({"name": "赵云溪"}), event.after_digest}
        same = a_deed(subject="person:5", before={"name": "赵云溪"})
        assert same.before_digest == event.before_digest


class TestMasterKey:
    def test_the_master_key_is_replaced_while_values_stay_readable(self, settings: Any) -> None:
        sealed = {f"person:{n}": encrypt(f"person:{n}", {"n": n}) for n in range(5)}
        encrypt("person:gone", {})
        erase(the_security_administrator(), "person:gone", "申请")
        settings.SUBJECT_MASTER_KEYS_OLD = [settings.SUBJECT_MASTER_KEY]
        settings.SUBJECT_MASTER_KEY = "the new master key"
        assert decrypt("person:3", sealed["person:3"]) == {"n": 3}
        assert rewrap(batch=2) == 5
        assert rewrap() == 0
        settings.SUBJECT_MASTER_KEYS_OLD = []
        assert [decrypt(subject, value) for subject, value in sealed.items()] == [{"n": n} for n in range(5)]

    def test_without_the_right_master_key_nothing_is_read_and_nothing_taken_for_erased(self, settings: Any) -> None:
        sealed = encrypt("person:1", SAID)
        settings.SUBJECT_MASTER_KEY = "another"
        with pytest.raises(Unreadable, match="SUBJECT_MASTER_KEYS_OLD"):
            decrypt("person:1", sealed)
        with pytest.raises(Unreadable):
            rewrap()

    def test_the_fingerprint_tells_nothing_of_the_key(self) -> None:
        assert keys.fingerprint("a") != keys.fingerprint("b")
        assert len(keys.fingerprint("a")) == 16


class Note(models.Model):
    """A row with encrypted text, for these tests; it has no table."""

    text_sealed = models.BinaryField(null=True)
    text_subject = models.CharField(max_length=60)
    text = EncryptedText("text_sealed", "text_subject")

    class Meta:
        app_label = "journal_tests"
        managed = False


class TestEncryptedText:
    def test_text_is_kept_encrypted_and_read_as_it_was(self) -> None:
        note = Note(text_subject="instruction:4")
        note.text = "请抓紧办理"
        assert "请".encode() not in bytes(note.text_sealed or b"")
        assert note.text == "请抓紧办理"

    def test_erased_text_says_so(self) -> None:
        note = Note(text_subject="instruction:4")
        note.text = "请抓紧办理"
        erase(the_security_administrator(), "instruction:4", "到期销毁")
        assert str(note.text) == "已清除"

    def test_no_text_is_none_and_text_needs_its_subject(self) -> None:
        note = Note(text_subject="instruction:4")
        assert note.text is None
        note.text = None
        assert note.text_sealed is None
        with pytest.raises(ValueError, match="set text_subject before"):
            Note().text = "x"
