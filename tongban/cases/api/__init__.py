"""Cases for other systems, cut by topic: what is a firm's own, and what an office does with an application."""

from ninja import Router

from tongban.cases.api import (
    desk,
    drafts,
    elsewhere,
    fees,
    fetching,
    hearing_notices,
    hearings,
    holds,
    mandates,
    own,
    own_elsewhere,
    own_fees,
    own_promises,
    published,
    results,
    shelves,
    statements,
    wallet,
)

router = Router()
firms = (
    drafts,
    fetching,
    own,
    own_promises,
    own_elsewhere,
    hearings,
    hearing_notices,
    statements,
    results,
    wallet,
    own_fees,
    published,
)
offices = (desk, holds, fees, shelves, elsewhere, mandates)
for each in (*firms, *offices):
    router.add_router("", each.router)

__all__ = ["router"]
