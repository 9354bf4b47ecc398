"""Demo devices return what real ones would."""

from datetime import date

from tongban.people.rules.identifiers import check_citizen_id
from tongban.windows import devices


def test_demo_cards_carry_possible_numbers() -> None:
    for card in devices.DEMO_CARDS:
        assert check_citizen_id(card.identity, today=date(2026, 5, 7)) == []


def test_the_reader_finds_the_card_that_was_laid_on_it() -> None:
    assert devices.card_reader("demo", card="郭建华").read().name == "郭建华"
    assert devices.card_reader("demo").read() == devices.DEMO_CARDS[0]


def test_pages_under_the_camera_follow_each_other() -> None:
    camera = devices.document_camera("demo")
    pages = [camera.capture(name="合同", page=number) for number in (1, 2, 3, 4)]
    assert len({page.content for page in pages}) == 3
    assert pages[1].name == "合同-2.png"
