"""The ways out of the house, behind one interface: ``channel_of(kind).send(destination, message)``."""

from luoshi.notify.channels.base import Channel, Destination, Failed, Message
from luoshi.notify.channels.mail import Mail
from luoshi.notify.channels.robots import DingTalk, WeCom
from luoshi.notify.channels.webhook import Webhook

_CHANNELS: dict[str, Channel] = {"webhook": Webhook(), "wecom": WeCom(), "dingtalk": DingTalk(), "mail": Mail()}


def channel_of(kind: str) -> Channel:
    """The channel of a kind of endpoint. Raises ``KeyError``."""
    return _CHANNELS[kind]


__all__ = ["Channel", "Destination", "Failed", "Message", "channel_of"]
