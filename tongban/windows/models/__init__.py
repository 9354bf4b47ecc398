"""Everything windows keep, by topic."""

from tongban.windows.models.batches import Batch, BatchLine, WindowItem
from tongban.windows.models.competences import Competence
from tongban.windows.models.outages import HandNumberPad, Outage
from tongban.windows.models.places import Device, Seat, Served, ServicePoint, Window
from tongban.windows.models.pools import Arrival, Pool
from tongban.windows.models.training import Training
from tongban.windows.models.visits import Visit

__all__ = [
    "Arrival",
    "Batch",
    "BatchLine",
    "Competence",
    "Device",
    "HandNumberPad",
    "Outage",
    "Pool",
    "Seat",
    "Served",
    "ServicePoint",
    "Training",
    "Visit",
    "Window",
    "WindowItem",
]
