"""The calls of the catalogue, cut by topic."""

from ninja import Router

from tongban.catalogue.api import exchange, guides

router = Router(tags=["items"])
router.add_router("", guides.router)
router.add_router("", exchange.router)

__all__ = ["router"]
