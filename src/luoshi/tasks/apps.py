from django.apps import AppConfig
from django.db.models import Model


class TasksConfig(AppConfig):
    name = "luoshi.tasks"
    label = "tasks"
    verbose_name = "任务"

    def ready(self) -> None:
        from luoshi.files import access as files
        from luoshi.tasks import moving
        from luoshi.tasks.access import policy
        from luoshi.tasks.background import rebuild_later
        from luoshi.tasks.models import Instruction, Objection, Report, SheetImport, Task
        from luoshi.tasks.sentences import register_all
        from luoshi.tasks.services.succession import follow_successions, follow_withdrawals
        from luoshi.units import subscribers

        def visible_rows(model: type[Model]) -> files.Visible:
            return lambda actor: policy.visible(actor, model._default_manager.all())

        for model in (Task, Report, Objection, Instruction, SheetImport):
            files.register(model._meta.label_lower, visible_rows(model))
        subscribers.on_succession(follow_successions, follow_withdrawals)
        subscribers.on_rules_changed(rebuild_later)
        register_all()
        moving.register()
