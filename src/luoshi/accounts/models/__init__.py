"""People, posts, who holds them, what they may do; sign-in; tokens."""

from luoshi.accounts.models.people import Person, User
from luoshi.accounts.models.posts import Delegation, Portfolio, Post, PostHolding, RoleGrant
from luoshi.accounts.models.tokens import ApiToken, FeedKey, Visibility

__all__ = [
    "ApiToken",
    "Delegation",
    "FeedKey",
    "Person",
    "Portfolio",
    "Post",
    "PostHolding",
    "RoleGrant",
    "User",
    "Visibility",
]
