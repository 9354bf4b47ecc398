"""Devices on a window: what each does for us, and demo ones that really answer.

No device is taken for granted: a missing or failing one is an obstacle with a way out (type it in, upload it).
Real devices sit behind the hall's local bridge and become adapters of the same protocols.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from tongban.kernel.obstacles import Obstacle, Refused

SAMPLES = Path(__file__).parent / "samples"


class DeviceUnavailable(Refused):
    """A device is missing or does not work."""


@dataclass(frozen=True)
class Card:
    """What an identity card (居民身份证) says."""

    name: str
    identity: str
    sex: str
    nation: str
    born_on: date
    address: str
    issued_by: str
    valid_from: date
    valid_until: date | None = None  # None: 长期


@dataclass(frozen=True)
class Capture:
    """One picture of a page."""

    content: bytes
    media_type: str
    name: str


class CardReader(Protocol):
    def read(self) -> Card:
        """Return the card that lies on the reader. Raises ``DeviceUnavailable``."""


class DocumentCamera(Protocol):
    def capture(self, *, name: str, page: int = 1) -> Capture:
        """Return a picture of the page under the camera. Raises ``DeviceUnavailable``."""


DEMO_CARDS = (
    Card(
        "张晓梅",
        "990102198803150027",
        "女",
        "汉",
        date(1988, 3, 15),
        "云州市云城区河西街道梧桐路18号",
        "云州市公安局云城分局",
        date(2018, 6, 1),
        date(2038, 6, 1),
    ),
)


class DemoCardReader:
    """A reader with one of the demo cards on it: the one asked for by name, or the first."""

    def __init__(self, card: str = ""):
        self.card = card

    def read(self) -> Card:
        found = next((card for card in DEMO_CARDS if self.card in (card.name, card.identity)), None)
        return found or DEMO_CARDS[0]


class DemoCamera:
    """A camera under which sample pages lie, one after the other."""

    def capture(self, *, name: str, page: int = 1) -> Capture:
        pages = sorted(SAMPLES.glob("*.png"))
        return Capture(pages[(page - 1) % len(pages)].read_bytes(), "image/png", f"{name}-{page}.png")


@dataclass(frozen=True)
class Unavailable:
    """Stands where a device is missing or failing, and says so when it is used."""

    code: str
    device: str

    def read(self) -> Card:
        raise DeviceUnavailable([Obstacle(self.code, self.device)])

    def capture(self, *, name: str, page: int = 1) -> Capture:
        raise DeviceUnavailable([Obstacle(self.code, self.device)])


CARD_READERS: dict[str, Callable[[str], CardReader]] = {"demo": DemoCardReader}
CAMERAS: dict[str, Callable[[], DocumentCamera]] = {"demo": DemoCamera}


def card_reader(adapter: str, *, card: str = "") -> CardReader:
    """Return the card reader behind an adapter name; ``missing`` and ``failing`` give one that says so."""
    make = CARD_READERS.get(adapter)
    return make(card) if make else _unavailable(adapter, "card_reader")


def document_camera(adapter: str) -> DocumentCamera:
    """Return the document camera behind an adapter name; ``missing`` and ``failing`` give one that says so."""
    make = CAMERAS.get(adapter)
    return make() if make else _unavailable(adapter, "document_camera")


def _unavailable(adapter: str, device: str) -> Unavailable:
    return Unavailable("device_fails" if adapter == "failing" else "device_is_missing", device)
