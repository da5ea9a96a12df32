"""Addresses of reporting."""

from django.urls import path

from luoshi.console.reports import acts, desk, lists, many, month, report, status, task_reports, workbook

urlpatterns = [
    path("month/", month.month, name="month"),
    path("month/row/<int:pk>/<str:period>/", month.month_row, name="month_row"),
    path("month/no-change/", many.month_no_change, name="month_no_change"),
    path("month/pass/", many.month_pass, name="month_pass"),
    path("month/status/", status.month_status, name="month_status"),
    path("month/workbook/<str:period>/", workbook.workbook, name="workbook"),
    path("month/workbook/<str:period>/back/", workbook.workbook_back, name="workbook_back"),
    path("reports/", lists.reports, name="reports"),
    path("reports/<int:pk>/", report.report, name="report"),
    path("reports/<int:pk>/do/<slug:name>/", acts.report_act, name="report_act"),
    path("reports/of/<int:pk>/<str:period>/", report.report_of, name="report_of"),
    path("reports/of/<int:pk>/<str:period>/save/", report.report_save, name="report_save"),
    path("reports/of/<int:pk>/<str:period>/evidence/", acts.report_evidence, name="report_evidence"),
    path("reports/task/<int:pk>/", task_reports.task_reports, name="task_reports"),
    path("verify/", desk.verify, name="verify"),
    path("verify/many/", desk.verify_many, name="verify_many"),
    path("pass/", desk.to_pass, name="to_pass"),
    path("pass/many/", desk.pass_many, name="pass_many"),
]
