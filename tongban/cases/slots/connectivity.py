"""What cases add to the pages of connected systems: files to take away, and the way to the four 通."""

from django.http import HttpRequest

from tongban.ui.slots import Filled, fills


@fills("exchange.board")
def files_of_the_board(request: HttpRequest, subject: object) -> Filled | None:
    return "cases/connectivity/after_board.html", {}


@fills("exchange.network")
def files_of_the_network(request: HttpRequest, subject: object) -> Filled | None:
    return "cases/connectivity/after_network.html", {}
