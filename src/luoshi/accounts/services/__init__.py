"""The only writers of people, posts, rights and keys; one function for each business act."""

from luoshi.accounts.services.grants import (
    end_grant,
    end_portfolio,
    grant_role,
    lend_role,
    set_portfolio,
    take_back_role,
)
from luoshi.accounts.services.handover import HANDED_OVER, hand_over
from luoshi.accounts.services.people import (
    change_external_id,
    change_person,
    create_account,
    create_person,
    erase_person,
    lock_account,
    new_password,
    release_name,
    reset_password,
    reset_second_factor,
    reveal,
    unlock_account,
)
from luoshi.accounts.services.posts import (
    abolish_post,
    change_post,
    create_post,
    end_holding,
    hold,
    stand_in,
)
from luoshi.accounts.services.sessions import choose_language, end_session, sign_out_everywhere
from luoshi.accounts.services.tokens import create_feed_key, create_token, revoke_feed_key, revoke_token
from luoshi.accounts.services.visibility import change_visibility

__all__ = [
    "HANDED_OVER",
    "abolish_post",
    "change_external_id",
    "change_person",
    "change_post",
    "change_visibility",
    "choose_language",
    "create_account",
    "create_feed_key",
    "create_person",
    "create_post",
    "create_token",
    "end_grant",
    "end_holding",
    "end_portfolio",
    "end_session",
    "erase_person",
    "grant_role",
    "hand_over",
    "hold",
    "lend_role",
    "lock_account",
    "new_password",
    "release_name",
    "reset_password",
    "reset_second_factor",
    "reveal",
    "revoke_feed_key",
    "revoke_token",
    "set_portfolio",
    "sign_out_everywhere",
    "stand_in",
    "take_back_role",
    "unlock_account",
]
