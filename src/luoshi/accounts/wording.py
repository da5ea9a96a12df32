"""The acts of this app as sentences of the journal."""

from __future__ import annotations

from luoshi.journal.sentences import register
from luoshi.kernel.speech import Phrase

WORDS: dict[str, Phrase] = {
    "signed_in": Phrase("{actor}登录", "{actor} signed in"),
    "signed_out_everywhere": Phrase("{actor}结束了该账号的全部会话", "{actor} ended all sessions of the account"),
    "session_ended": Phrase("{actor}结束了一个会话", "{actor} ended a session"),
    "password_changed": Phrase("{actor}更改了自己的密码", "{actor} changed the own password"),
    "language_chosen": Phrase("{actor}把界面语言设为{language}", "{actor} chose the language {language}"),
    "person_entered": Phrase("{actor}登记了此人", "{actor} entered the person"),
    "person_changed": Phrase("{actor}修改了此人的信息", "{actor} changed the person's particulars"),
    "contact_revealed": Phrase("{actor}查看了此人的完整联系方式", "{actor} looked at the person's contacts in full"),
    "person_erased": Phrase("{actor}清除了此人的信息:{reason}", "{actor} erased the person's particulars: {reason}"),
    "people_exported": Phrase("{actor}导出了{rows}行人员岗位", "{actor} exported {rows} rows of people and posts"),
    "account_opened": Phrase("{actor}开通了账号", "{actor} opened the account"),
    "account_locked": Phrase("{actor}停用了账号:{reason}", "{actor} closed the account: {reason}"),
    "account_unlocked": Phrase("{actor}恢复了账号", "{actor} opened the account again"),
    "password_reset": Phrase("{actor}重置了密码", "{actor} reset the password"),
    "second_factor_reset": Phrase("{actor}重置了二次验证", "{actor} reset the second factor"),
    "external_id_changed": Phrase("{actor}修改了外部标识", "{actor} changed the external id"),
    "lockout_released": Phrase("{actor}解除了登录锁定", "{actor} released the name after wrong passwords"),
    "post_set_up": Phrase("{actor}设立了岗位", "{actor} set the post up"),
    "post_changed": Phrase("{actor}修改了岗位", "{actor} changed the post"),
    "post_abolished": Phrase("{actor}撤销了岗位,自{on}起", "{actor} abolished the post from {on}"),
    "post_taken": Phrase(
        "{actor}任命{person}担任该岗位({part}角),自{from}起",
        "{actor} appointed {person} to the post (part {part}) from {from}",
    ),
    "post_left": Phrase(
        "{actor}结束了{person}的任职({part}角),自{on}起",
        "{actor} ended the holding of {person} (part {part}) from {on}",
    ),
    "post_handed_over": Phrase(
        "{actor}办理交接:{from}交{to},自{on}起,移交{rows_count}项",
        "{actor} handed the post over from {from} to {to} on {on}; {rows_count} items moved",
    ),
    "role_granted": Phrase("{actor}授予角色{role},自{from}起", "{actor} granted the role {role} from {from}"),
    "role_taken_away": Phrase("{actor}收回角色{role},自{on}起", "{actor} took the role {role} away from {on}"),
    "role_lent": Phrase(
        "{actor}把角色{role}委托给岗位{to},{from}至{until}",
        "{actor} lent the role {role} to post {to} from {from} until {until}",
    ),
    "role_taken_back": Phrase(
        "{actor}收回委托给岗位{to}的角色{role}", "{actor} took the role {role} back from post {to}"
    ),
    "portfolio_given": Phrase("{actor}增加了分管范围,自{from}起", "{actor} added to the portfolio from {from}"),
    "portfolio_taken": Phrase(
        "{actor}减去了分管范围,自{on}起", "{actor} took something out of the portfolio from {on}"
    ),
    "visibility_changed": Phrase(
        "{actor}把{what}对{audience}的可见性改为{allowed},自{from}起:{reason}",
        "{actor} set whether {audience} sees {what} to {allowed} from {from}: {reason}",
    ),
    "token_made": Phrase(
        "{actor}生成了接口令牌({scopes}),至{expires}", "{actor} made a token ({scopes}) until {expires}"
    ),
    "token_revoked": Phrase("{actor}撤销了接口令牌", "{actor} revoked the token"),
    "feed_made": Phrase("{actor}生成了订阅地址({kind})", "{actor} made a subscription address ({kind})"),
    "feed_revoked": Phrase("{actor}撤销了订阅地址", "{actor} revoked the subscription address"),
}


def register_words() -> None:
    """Give the acts of accounts their sentences."""
    for act, words in WORDS.items():
        register(f"accounts.{act}", words)
