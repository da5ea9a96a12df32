from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "luoshi.tasks"
    label = "tasks"
    verbose_name = "任务"

    def ready(self) -> None:
        from luoshi.files import access as files
        from luoshi.tasks.access import policy
        from luoshi.tasks.models import Instruction, Objection, Report, SheetImport, Task
        from luoshi.tasks.sentences import register_all
        from luoshi.tasks.services.succession import follow_successions
        from luoshi.units import subscribers

        for model in (Task, Report, Objection, Instruction, SheetImport):
            manager = model._default_manager
            files.register(model._meta.label_lower, lambda actor, rows=manager: policy.visible(actor, rows.all()))
        subscribers.on_succession(follow_successions)
        register_all()
