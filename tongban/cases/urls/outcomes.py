"""Addresses of what follows a decision: results, acts on them, the office that regulates, publication."""

from django.urls import path

from tongban.cases.views import checks, filing, later, publication, regulating, results, uncollected, waiting_exports

act = "desk/cases/<str:number>/"

urlpatterns = [
    path("my/results/", results.own_results, name="own_results"),
    path("my/results/<int:pk>/", results.own_result, name="own_result"),
    path("my/results/<int:pk>/begin/<slug:purpose>/", results.begin_from, name="begin_from"),
    path("my/<str:number>/statement/", later.state, name="state_ones_case"),
    path("desk/uncollected/", uncollected.uncollected, name="uncollected"),
    path("desk/uncollected/export/", waiting_exports.uncollected, name="export_uncollected"),
    path("desk/results/", results.results, name="results"),
    path("desk/regulating/", regulating.inbox, name="regulating"),
    path("desk/regulating/export/", waiting_exports.receipts, name="export_receipts"),
    path("desk/regulating/checks/", checks.checks, name="checks"),
    path("desk/regulating/checks/<int:pk>/", checks.check, name="check_commitment"),
    path("desk/regulating/<int:pk>/receive/", regulating.receive, name="receive_notice"),
    path("published/", publication.published_list, name="published"),
    path("desk/published/", publication.publications, name="publications"),
    path("desk/published/export/", publication.export, name="export_publications"),
    path("desk/published/<int:pk>/correct/", publication.correct, name="correct_publication"),
    path("desk/later/<int:pk>/statement/", later.take_down, name="take_down_statement"),
    path("desk/later/<int:pk>/decide/", later.decide, name="decide_later_act"),
    path("desk/later/<int:pk>/drop/", later.drop, name="drop_later_act"),
    path(f"{act}later/<slug:kind>/", later.later, name="later_act"),
    path(f"{act}file/", filing.print_file, name="print_file"),
    path(f"{act}report/", checks.report, name="report_regulation"),
]
