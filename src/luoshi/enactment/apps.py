from django.apps import AppConfig


class EnactmentConfig(AppConfig):
    name = "luoshi.enactment"
    label = "enactment"

    def ready(self) -> None:
        from luoshi.enactment import sentences
        from luoshi.enactment.engines import register
        from luoshi.enactment.task_engine import TaskEngine

        register("tasks", TaskEngine())
        sentences.connect()
