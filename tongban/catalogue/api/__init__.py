"""The calls of the catalogue, cut by topic."""

from ninja import Router

from tongban.catalogue.api import exchange, guides, lists, printed

router = Router(tags=["items"])
router.add_router("", guides.router)
router.add_router("", exchange.router)
router.add_router("", printed.router)
router.add_router("", lists.router)

__all__ = ["router"]
