from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "luoshi.accounts"
    label = "accounts"

    def ready(self) -> None:
        from luoshi.accounts import signals  # noqa: F401  # connects the receivers
        from luoshi.accounts.wording import register_words

        register_words()
