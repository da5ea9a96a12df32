from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "luoshi.policies"
    label = "policies"
    verbose_name = "政策"

    def ready(self) -> None:
        from luoshi.files.access import register
        from luoshi.policies import sentences
        from luoshi.policies.access import access
        from luoshi.policies.models import Policy

        register("policies.policy", lambda actor: access.visible(actor, Policy.objects.all()))
        sentences.connect()
