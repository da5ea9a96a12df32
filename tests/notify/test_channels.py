"""The ways out, against a web server that really listens, fails, hangs and answers error codes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import socket
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest

from luoshi.notify.channels import Destination, Failed, Message, channel_of, outside
from luoshi.notify.channels.webhook import new_secret
from tests.notify.receiver import Receiver, answer

ID = UUID("6f4b3c7e-8a7d-4b4e-9a57-0d3f3a1c2b11")
MESSAGE = Message(
    id=ID, kind="digest", counts={"assigned": 3, "returned": 1}, link="https://luoshi.example/notices/", language="zh",
    place="云岭市", at=datetime(2026, 3, 2, 0, 0, tzinfo=UTC),
)  # fmt: skip
OK = {"errcode": 0, "errmsg": "ok"}


def failure(kind: str, destination: Destination) -> Failed:
    with pytest.raises(Failed) as caught:
        channel_of(kind).send(destination, MESSAGE)
    return caught.value


def test_a_webhook_is_signed_over_id_time_and_body(receiver: Receiver) -> None:
    secret = new_secret()
    channel_of("webhook").send(Destination(address=receiver.url, secret=secret), MESSAGE)
    (got,) = receiver.got
    signed = f"{got.headers['webhook-id']}.{got.headers['webhook-timestamp']}.".encode() + got.body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert got.headers["webhook-signature"] == f"v1,{expected}"
    assert got.headers["webhook-id"] == str(ID)
    assert got.json["data"]["counts"] == {"assigned": 3, "returned": 1}


def test_a_message_is_counts_and_a_link(receiver: Receiver) -> None:
    receiver.answers = [answer(200, OK)]
    channel_of("wecom").send(Destination(address=receiver.url), MESSAGE)
    assert receiver.got[0].json == {
        "msgtype": "text",
        "text": {
            "content": "【落实】云岭市:今日提醒\n待签收任务 3 项,督查室退回 1 项。\nhttps://luoshi.example/notices/"
        },
    }


def test_dingtalk_signs_its_address(receiver: Receiver) -> None:
    receiver.answers = [answer(200, OK)]
    channel_of("dingtalk").send(Destination(address=f"{receiver.url}?access_token=x", secret="SECabc"), MESSAGE)
    query = parse_qs(urlsplit(receiver.got[0].path).query)
    text = f"{query['timestamp'][0]}\nSECabc".encode()
    assert query["sign"] == [base64.b64encode(hmac.new(b"SECabc", text, hashlib.sha256).digest()).decode()]
    assert query["access_token"] == ["x"]


@pytest.mark.parametrize(("code", "final"), [(93000, True), (45009, False), (310000, True), (130101, False)])
def test_an_error_code_of_a_robot_is_a_failure(receiver: Receiver, code: int, final: bool) -> None:
    receiver.answers = [answer(200, {"errcode": code, "errmsg": "no"})]
    failed = failure("wecom", Destination(address=receiver.url))
    assert (failed.final, failed.unsure) == (final, False)
    assert str(code) in failed.phrase.zh


def test_what_is_no_robot_leaves_the_outcome_open(receiver: Receiver) -> None:
    receiver.answers = [answer(200, ["hello"])]
    assert failure("dingtalk", Destination(address=receiver.url)).unsure


@pytest.mark.parametrize(("status", "final"), [(500, False), (404, False), (410, True)])
def test_a_failing_receiver(receiver: Receiver, status: int, final: bool) -> None:
    receiver.answers = [answer(status)]
    assert failure("webhook", Destination(address=receiver.url, secret=new_secret())).final is final


def test_redirects_are_not_followed(receiver: Receiver) -> None:
    receiver.answers = [answer(302, Location="http://127.0.0.1/elsewhere")]
    assert failure("webhook", Destination(address=receiver.url, secret=new_secret())).final
    assert len(receiver.got) == 1


@pytest.mark.parametrize("way", ["hangs", "drips"])
def test_a_receiver_that_never_ends_is_left(receiver: Receiver, way: str) -> None:
    receiver.answers = [getattr(receiver, way)]
    with pytest.raises(Failed) as caught:
        outside.post(receiver.url, b"{}", {}, seconds=0.4)
    assert caught.value.unsure and "没有按时" in caught.value.phrase.zh


def test_a_closed_port_was_surely_not_reached(settings: Any) -> None:
    settings.NOTIFY_ALLOWED = ["127.0.0.1"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    failed = failure("webhook", Destination(address=f"http://127.0.0.1:{port}/", secret=new_secret()))
    assert (failed.unsure, failed.final) == (False, False)


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/", "https://localhost/", "https://10.1.2.3/", "https://192.168.0.1:8443/x", "https://[::1]/",
        "https://169.254.169.254/latest/meta-data", "https://[::ffff:10.0.0.1]/", "https://[fd00::1]/", "https://0.0.0.0/",
        "https://[64:ff9b::a00:1]/", "https://[2002:0a00:0001::]/", "https://224.0.0.1/", "https://100.64.0.1/",
        "https://2130706433/", "https://0177.0.0.1/",
    ],
)  # fmt: skip
def test_addresses_inside_are_refused(settings: Any, url: str) -> None:
    settings.NOTIFY_ALLOWED = []
    assert failure("webhook", Destination(address=url, secret=new_secret())).final


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/", "ftp://example.com/", "https://user:pw@example.com/", "https:///x", "https://a b/",
        "https://example.com/\r\nX: 1", "https://example.com:99999/", "file:///etc/passwd", "gopher://x/", "https://例子.com/",
    ],
)  # fmt: skip
def test_addresses_that_are_none_are_refused(settings: Any, url: str) -> None:
    settings.NOTIFY_ALLOWED = []
    with pytest.raises(Failed) as caught:
        outside.parsed(url)
    assert caught.value.final


def test_a_network_inside_can_be_allowed(settings: Any) -> None:
    settings.NOTIFY_ALLOWED = ["10.20.0.0/16", "hooks.internal"]
    assert outside.parsed("http://10.20.3.4:8080/x").hostname == "10.20.3.4"
    assert outside.parsed("http://hooks.internal/x").hostname == "hooks.internal"
    with pytest.raises(Failed):
        outside.parsed("http://10.21.0.1/x")
    assert outside.checked_address("10.20.3.4", 80) == "10.20.3.4"
    with pytest.raises(Failed):
        outside.checked_address("10.21.0.1", 80)


def test_mail_bears_the_id_of_the_message(mail: None, mailoutbox: Any) -> None:
    channel_of("mail").send(Destination(address="zhang@yunling.example"), MESSAGE)
    (sent,) = mailoutbox
    assert sent.subject == "【落实】云岭市:今日提醒"
    assert sent.to == ["zhang@yunling.example"]
    assert sent.extra_headers["Message-ID"] == f"<{ID}@127.0.0.1>"
    assert "待签收任务 3 项" in sent.body


def test_without_a_mail_server_nothing_is_sent(settings: Any, mailoutbox: Any) -> None:
    settings.NOTIFY_MAIL = False
    assert failure("mail", Destination(address="zhang@yunling.example")).final
    assert mailoutbox == []
