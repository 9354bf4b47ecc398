"""The identity provider is down while the platform starts again: who was signed in goes on, others enter otherwise."""

import subprocess
from collections.abc import Iterator

import pytest

from tests.crashes.applicants import Online
from tests.crashes.city import ROOT, TONGBAN, City
from tests.crashes.test_killed import kill
from tests.crashes.visitor import Visitor

pytestmark = pytest.mark.requirement("D25")
WAYS = {"/accounts/identity/citizens/": "手机号和短信验证码", "/accounts/identity/staff/": "工作人员用户名和密码"}


@pytest.fixture
def _provider_down(city: City) -> Iterator[None]:
    """Tell the provider to answer nothing; it is up again for the tests that follow."""
    tell(city, "down")
    yield
    tell(city, "up")


def tell(city: City, order: str) -> None:
    subprocess.run([*TONGBAN, "identity", "--tell", order], env=city.environment, cwd=ROOT, check=True)


@pytest.mark.usefixtures("_provider_down")
def test_the_platform_starts_again_while_the_provider_is_down(city: City, citizen: Online) -> None:
    clerk = Visitor(city.address)
    clerk.sign_in_officer("wangmin")

    kill(city, city.server, city.worker)

    assert citizen.visitor.get("/my/").address == "/my/"
    assert clerk.get("/desk/").address == "/desk/"
    for way, other in WAYS.items():
        answer = Visitor(city.address).get(way)
        assert answer.status == 503
        for words in ("统一身份认证暂时没有回应", other, "已经登录的人不受影响"):
            assert words in answer.text
    Visitor(city.address).sign_in_officer("wangmin")
    page = Visitor(city.address).get("/accounts/login/")
    assert (page.status, "手机" in page.text) == (200, True)
    tell(city, "up")
    assert Visitor(city.address).get("/accounts/identity/citizens/").status == 200
