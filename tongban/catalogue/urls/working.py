"""Addresses of the work on versions: review, workbench, comparison."""

from django.urls import path

from tongban.catalogue.views import comparisons, copies, previews, reviews, workbench

# Lists stand before the items: none of them is the code of one.
lists = [
    path("desk/items/reviews/", reviews.reviews, name="reviews"),
    path("desk/items/bulk/", copies.bulk, name="bulk"),
    path("desk/items/scores/", comparisons.office, name="scores"),
    path("desk/items/scores/export/", comparisons.export, name="scores_export"),
    path("desk/items/comparison/<str:entry>/", comparisons.item, name="comparison"),
]

urlpatterns = [
    path("desk/items/<str:code>/copy/", copies.copy, name="copy"),
    path("desk/items/<str:code>/roll-back/", copies.roll_back, name="roll_back"),
    path("desk/items/<str:code>/versions/", comparisons.versions, name="versions"),
    path("desk/items/<str:code>/draft/", workbench.draft, name="draft"),
    path("desk/items/<str:code>/draft/mend/", workbench.mend, name="mend"),
    path("desk/items/<str:code>/draft/others/", workbench.others, name="draft_others"),
    path("desk/items/<str:code>/draft/preview/", previews.preview, name="preview"),
    path("desk/items/<str:code>/draft/<slug:section>/", workbench.section, name="draft_section"),
    path("desk/items/<str:code>/review/", reviews.review, name="review"),
    path("desk/items/<str:code>/hand-in/", reviews.hand_in, name="hand_in"),
    path("desk/items/<str:code>/recall/", reviews.recall, name="recall"),
    path("desk/items/<str:code>/approve/", reviews.approve, name="approve"),
    path("desk/items/<str:code>/send-back/", reviews.send_back, name="send_back"),
]
