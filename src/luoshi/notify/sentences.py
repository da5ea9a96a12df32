"""How the journal tells the acts on notices."""

from __future__ import annotations

from luoshi.journal.sentences import register
from luoshi.kernel.speech import Phrase

SENTENCES = {
    "notify.preference_saved": Phrase("{actor}修改了提醒方式", "{actor} changed how to be told"),
    "notify.endpoint_made": Phrase("{actor}新设接收端点“{name}”({host})", "{actor} set up the endpoint {name} ({host})"),
    "notify.endpoint_changed": Phrase("{actor}修改了接收端点“{name}”({host})", "{actor} changed the endpoint {name} ({host})"),
    "notify.endpoint_started": Phrase("{actor}启用了接收端点“{name}”", "{actor} put the endpoint {name} to use"),
    "notify.endpoint_stopped": Phrase("{actor}停用了接收端点“{name}”", "{actor} stopped the endpoint {name}"),
    "notify.endpoint_tested": Phrase("{actor}向“{name}”发送了测试消息", "{actor} sent a test message to {name}"),
    "notify.secret_renewed": Phrase("{actor}更换了“{name}”的签名密钥", "{actor} renewed the secret of {name}"),
    "notify.sent_again": Phrase("{actor}决定重发一条消息", "{actor} decided to send a message again"),
}  # fmt: skip


def connect() -> None:
    """Give the acts their sentences."""
    for act, words in SENTENCES.items():
        register(act, words)
