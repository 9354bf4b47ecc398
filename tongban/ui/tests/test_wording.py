"""Wording: an obstacle's sentence, and what happens without one."""

from django.utils import timezone, translation

from tongban.kernel.moments import local_day
from tongban.kernel.obstacles import Obstacle
from tongban.ui.wording import all_words, in_words, say


def test_an_obstacle_is_said_in_the_language_of_the_reader() -> None:
    assert say(Obstacle("not_found", about="A-1")) == "没有找到您要的内容：A-1"
    with translation.override("en"):
        assert say(Obstacle("not_found", about="A-1")) == "We could not find what you asked for: A-1"
    assert say(Obstacle("not_found", about="A-1"), language="en").startswith("We could not")


def test_a_detail_that_is_not_given_leaves_no_trace() -> None:
    assert "{" not in say(Obstacle("not_found"))


def test_a_code_without_words_is_readable() -> None:
    assert say(Obstacle("no_such_words", about="租赁合同")) == "no such words：租赁合同"


def test_the_words_of_every_app_are_known() -> None:
    assert "not_found" in all_words()


def test_a_day_kept_for_machines_is_told_as_people_read_it() -> None:
    assert say(Obstacle("not_found", "2019-05-07"), "zh") == "没有找到您要的内容：2019年5月7日（周二）"
    assert say(Obstacle("not_found", "2019-05-07"), "en").endswith(": Tue 7 May 2019")
    assert (
        say(Obstacle("not_found", local_day(timezone.now()).isoformat()), "zh").count("年") == 1
    )  # such words are kept
    assert in_words("2019-13-40") == "2019-13-40"
    assert in_words("990100-261128-000001-7") == "990100-261128-000001-7"
