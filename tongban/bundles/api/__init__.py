"""Bundles for other systems, cut by topic: what is offered, a firm's drafts and wholes, what the lead office sees."""

from ninja import Router

from tongban.bundles.api import consents, drafts, leading, offered, own, without_uploads

router = Router(tags=["bundles"])
for each in (offered, drafts, without_uploads, consents, own, leading):
    router.add_router("", each.router)

__all__ = ["router"]
