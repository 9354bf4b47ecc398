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
from tongban.people.rules.identifiers import make_citizen_id

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


def _demo_card(name: str, born_on: date, sequence: int, address: str) -> Card:
    return Card(
        name=name,
        identity=make_citizen_id(region="990102", born=born_on, sequence=sequence),
        sex="男" if sequence % 2 else "女",
        nation="汉",
        born_on=born_on,
        address=address,
        issued_by="云州市公安局云城分局",
        valid_from=date(2018, 6, 1),
        valid_until=date(2038, 6, 1),
    )


# The two people behind the demo logins, and one whom nobody knows yet.
DEMO_CARDS = (
    _demo_card("孙倩", date(1990, 3, 8), 24, "云州市云城区鼓楼街道云水路18号"),
    _demo_card("李晓云", date(1989, 3, 8), 22, "云州市云城区文昌街道书院巷6号"),
    _demo_card("郭建华", date(1976, 11, 2), 31, "云州市江湾区滨江街道江堤路40号"),
    _demo_card("陈国强", date(1981, 5, 16), 17, "云州市云城区鼓楼街道建设路18号"),  # who has a shop
)


class DemoCardReader:
    """A reader with one of the demo cards on it: the one asked for by name or number, or the first."""

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

    code: str  # card_reader_missing, document_camera_fails ...

    def read(self) -> Card:
        raise DeviceUnavailable([Obstacle(self.code)])

    def capture(self, *, name: str, page: int = 1) -> Capture:
        raise DeviceUnavailable([Obstacle(self.code)])


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
    return Unavailable(f"{device}_fails" if adapter == "failing" else f"{device}_missing")
