from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "luoshi.files"
    label = "files"
    verbose_name = "文件"
