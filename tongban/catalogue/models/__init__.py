"""The catalogue as rows, cut by topic."""

from tongban.catalogue.models.basic import CatalogItem, ReferenceEntry, ReferenceList
from tongban.catalogue.models.delegations import AgreedItem, Agreement, Delegation, Partner
from tongban.catalogue.models.drafts import DraftChange
from tongban.catalogue.models.imports import SheetImport
from tongban.catalogue.models.items import Item, ItemVersion
from tongban.catalogue.models.laws import LawChange, LawCitation, ReviewMark
from tongban.catalogue.models.lists import Baseline, ItemFacts, ListMembership
from tongban.catalogue.models.papers import Attachment, PaperKind, PaperUse, SharedField
from tongban.catalogue.models.parts import HandlingItem, MaterialSpec, Placement, SearchTerm, StepSpec

__all__ = [
    "AgreedItem", "Agreement", "Attachment", "Baseline", "CatalogItem", "Delegation", "DraftChange",
    "HandlingItem", "Item", "ItemFacts", "ItemVersion", "LawChange", "LawCitation", "ListMembership",
    "MaterialSpec", "PaperKind", "PaperUse", "Partner", "Placement", "ReferenceEntry",
    "ReferenceList", "ReviewMark", "SearchTerm", "SharedField", "SheetImport", "StepSpec",
]  # fmt: skip
