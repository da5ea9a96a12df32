from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "luoshi.notify"
    label = "notify"

    def ready(self) -> None:
        from luoshi.notify.sentences import connect

        connect()
