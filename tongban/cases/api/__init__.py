"""Cases for other systems, cut by topic: what is a firm's own, and what an office does with an application."""

from ninja import Router

from tongban.cases.api import (
    desk,
    drafts,
    elsewhere,
    fees,
    hearings,
    holds,
    mandates,
    own,
    own_fees,
    results,
    shelves,
    wallet,
)

router = Router()
for each in (drafts, own, hearings, results, wallet, own_fees, desk, holds, fees, shelves, elsewhere, mandates):
    router.add_router("", each.router)

__all__ = ["router"]
