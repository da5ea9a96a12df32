"""Addresses of the pages about policies."""

from django.urls import path, re_path

from luoshi.console.policies.views import confirming, documents, items, opinions, panels, review

urlpatterns = [
    path("", documents.policies, name="policies"),
    path("new/", documents.new, name="policy_new"),
    path("units/", panels.units, name="policy_units"),
    path("<int:pk>/", documents.policy, name="policy"),
    path("<int:pk>/progress/", documents.progress, name="policy_progress"),
    path("<int:pk>/compile/", documents.compile_again, name="policy_compile"),
    path("<int:pk>/order/", documents.order, name="policy_order"),
    path("<int:pk>/withdraw/", documents.withdraw_policy, name="policy_withdraw"),
    path("<int:pk>/submit/", confirming.submit, name="policy_submit"),
    path("<int:pk>/confirm/", confirming.confirm, name="policy_confirm"),
    path("<int:pk>/return/", confirming.send_back, name="policy_return"),
    path("<int:pk>/difference/", confirming.difference, name="policy_difference"),
    path("files/<int:pk>/", documents.policy_file, name="policy_file"),
    path("<int:pk>/review/", review.review, name="policy_review"),
    path("<int:pk>/review/items/", review.review_items, name="review_items"),
    path("<int:pk>/review/source/", review.review_source, name="review_source"),
    path("<int:pk>/review/presence/", review.presence, name="review_presence"),
    re_path(
        r"^(?P<pk>\d{1,18})/review/panel/(?P<name>units|repairs|findings|facts)/$", panels.panel, name="review_panel"
    ),
    path("<int:pk>/review/facts/", panels.facts, name="review_facts"),
    path("<int:pk>/review/add/", items.add, name="review_add"),
    path("<int:pk>/review/merge/", items.merge, name="review_merge"),
    path("<int:pk>/review/accept/", items.accept_sure, name="review_accept"),
    path("items/<int:pk>/accept/", items.accept, name="item_accept"),
    path("items/<int:pk>/reject/", items.reject, name="item_reject"),
    path("items/<int:pk>/reopen/", items.reopen, name="item_reopen"),
    path("items/<int:pk>/undo/", items.take_back, name="item_undo"),
    path("items/<int:pk>/edit/", items.edit, name="item_edit"),
    path("items/<int:pk>/history/", items.told_history, name="item_history"),
    path("items/<int:pk>/draft/", items.keep_draft, name="item_draft"),
    path("items/<int:pk>/split/", items.split, name="item_split"),
    path("names/<int:pk>/", panels.settle, name="review_name"),
    path("repairs/<int:pk>/", panels.repair, name="review_repair"),
    path("findings/<int:pk>/", panels.finding, name="review_finding"),
    path("<int:pk>/opinions/ask/", opinions.ask, name="policy_ask"),
    path("opinions/", opinions.opinions, name="policy_opinions"),
    path("opinions/<int:pk>/", opinions.round_page, name="policy_round"),
    path("opinions/<int:pk>/close/", opinions.close, name="policy_round_close"),
    path("opinions/<int:pk>/rule/<int:number>/", opinions.rule, name="policy_rule"),
    path("opinions/<int:pk>/share/", opinions.share, name="policy_share"),
    path("opinions/<int:pk>/answer/", opinions.answer, name="policy_answer"),
]
