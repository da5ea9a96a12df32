"""The robots of chat groups: WeCom (企业微信) and DingTalk (钉钉)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import quote_plus

from luoshi.notify.channels.base import Destination, Failed, Message
from luoshi.notify.channels.outside import post
from luoshi.notify.channels.webhook import refusal_of

_JSON = {"Content-Type": "application/json; charset=utf-8"}
_BUSY = frozenset({-1, 45009, 45033, 130101, 410100, 130102})
"""Error codes that pass: the system is busy, or the group gets too many messages. All others are final."""


class WeCom:
    """The group robot of WeCom: a text message; ``errcode`` 0 means that it was shown."""

    repeatable = False

    def send(self, destination: Destination, message: Message) -> None:
        _say(destination.address, {"msgtype": "text", "text": {"content": message.text}})


class DingTalk:
    """The group robot of DingTalk; with a secret the address carries timestamp and sign."""

    repeatable = False

    def send(self, destination: Destination, message: Message) -> None:
        _say(signed(destination, int(time.time() * 1000)), {"msgtype": "text", "text": {"content": message.text}})


def signed(destination: Destination, milliseconds: int) -> str:
    """The address with ``timestamp`` and ``sign``, base64 of HMAC-SHA256 over ``timestamp\\nsecret`` with the secret."""
    if not destination.secret:
        return destination.address
    text = f"{milliseconds}\n{destination.secret}".encode()
    made = base64.b64encode(hmac.new(destination.secret.encode(), text, hashlib.sha256).digest())
    joint = "&" if "?" in destination.address else "?"
    return f"{destination.address}{joint}timestamp={milliseconds}&sign={quote_plus(made)}"


def _say(address: str, message: dict[str, Any]) -> None:
    answer = post(address, json.dumps(message, ensure_ascii=False).encode(), _JSON)
    if answer.status != 200:
        raise refusal_of(answer.status)
    try:
        code = int(json.loads(answer.body)["errcode"])
    except (ValueError, KeyError, TypeError):
        raise Failed("对方的答复不是机器人的答复。", "The answer is not that of a group robot.", unsure=True) from None
    if code != 0:
        raise Failed(f"群机器人答复错误码 {code}。", f"The group robot answered error {code}.", final=code not in _BUSY)
