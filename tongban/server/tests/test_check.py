"""The command ``tongban check``: exit status, words in both languages, no Django."""

import subprocess
import sys

import pytest

from tongban.server.command import main


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("uscc", "91350100M000100Y43"),
        ("citizen-id", "11010519491231002x"),
        ("licence-id", "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9"),
        ("project-code", "2020-320412-01-01-123456"),
        ("region", "320412"),
        ("phone", "0519-86310000"),
        ("item-code", "11370800MB285591843370117002011"),
    ],
)
def test_a_good_identifier_exits_with_0(kind: str, value: str) -> None:
    assert main(["check", kind, value]) == 0


def test_a_bad_identifier_exits_with_1_and_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "uscc", "91350100M000100Y44", "--lang", "en"]) == 1
    assert "should be 3 and is 4" in capsys.readouterr().out


def test_the_reason_is_in_the_language_of_the_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert main(["check", "item-code", "0100012000"]) == 1
    assert "旧规则" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["check"], ["check", "uscc"], ["check", "passport", "E1"]])
def test_wrong_use_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_it_answers_without_django() -> None:
    program = (
        "import sys; from tongban.server.command import main; code = main(['check', 'region', '320412']);"
        "sys.exit(code or any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, capture_output=True).returncode == 0
