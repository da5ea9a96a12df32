"""Addresses of the pages about units."""

from django.urls import URLPattern, path

from luoshi.console.units import areas, changing, groups, listing, reforms, settings, sheets, succeeding, unit, workdays

urlpatterns: list[URLPattern] = [
    path("", listing.units, name="units"),
    path("picker", listing.picker, name="unit_picker"),
    path("new", changing.found, name="unit_new"),
    path("sheet", sheets.bring_in_sheet, name="units_sheet"),
    path("sheet/template", sheets.template, name="units_sheet_template"),
    path("sheet/export", sheets.export, name="units_sheet_export"),
    path("merge", succeeding.merge, name="units_merge"),
    path("reforms/<slug:template>", reforms.reform, name="units_reform"),
    path("groups", groups.groups, name="unit_groups"),
    path("groups/new", groups.define, name="unit_group_new"),
    path("groups/<int:pk>", groups.group, name="unit_group"),
    path("groups/<int:pk>/edit", groups.edit, name="unit_group_edit"),
    path("groups/<int:pk>/members", groups.members, name="unit_group_members"),
    path("areas", areas.areas, name="areas"),
    path("areas/new", areas.create, name="area_new"),
    path("areas/<int:pk>/change", areas.change, name="area_change"),
    path("areas/<int:pk>/end", areas.abolish, name="area_end"),
    path("workdays", workdays.year, name="workdays"),
    path("workdays/record", workdays.record, name="workday_record"),
    path("workdays/<int:pk>/withdraw", workdays.withdraw, name="workday_withdraw"),
    path("settings", settings.settings, name="unit_settings"),
    path("settings/<slug:key>", settings.setting, name="unit_setting"),
    path("names/<int:pk>/withdraw", changing.withdraw_name, name="unit_name_withdraw"),
    path("successions/<int:pk>/withdraw", succeeding.withdraw, name="succession_withdraw"),
    path("<int:pk>", unit.unit, name="unit"),
    path("<int:pk>/rename", changing.rename, name="unit_rename"),
    path("<int:pk>/alias", changing.alias, name="unit_alias"),
    path("<int:pk>/edit", changing.edit, name="unit_edit"),
    path("<int:pk>/dissolve", succeeding.dissolve, name="unit_dissolve"),
    path("<int:pk>/split", succeeding.split, name="unit_split"),
    path("<int:pk>/transfer", succeeding.transfer, name="unit_transfer"),
]
