"""The offline verifier proves what was recorded, and refuses whatever was done to the file."""

import ast
import base64
import copy
import importlib.util
import json
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests import house
from tongban.kernel.models import Seal
from tongban.kernel.seals import keys, sealing
from tongban.kernel.seals.proofs import proof_of
from tongban.kernel.tests.lamps import light, street_with_seals

VERIFIER = house.ROOT / "verifier" / "verify.py"
Proof = dict[str, Any]

pytestmark = pytest.mark.requirement("G14")


@pytest.fixture
def proof() -> Proof:
    """Four entries of a lamp: one under the first seal, three under the second."""
    street_with_seals()
    return made("lamp:2")


def made(subject: str) -> Proof:
    return json.loads(json.dumps(proof_of(subject, number="990101-260507-000123-X", now=timezone.now())))


def verify(proof: Proof | str, folder: Path, *, key: list[str] | None = None, root: list[str] | None = None) -> str:
    """Run the verifier; return why it refuses, or nothing."""
    path = folder / "proof.json"
    path.write_text(proof if isinstance(proof, str) else json.dumps(proof))
    spec = importlib.util.spec_from_file_location("verifier", VERIFIER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    try:
        module.main(Namespace(file=str(path), key=key or [], root=root or []))
    except SystemExit as refused:
        return str(refused.code)
    return ""


def pem(public_key: str, folder: Path) -> str:
    path = folder / "key.pem"
    path.write_text(f"-----BEGIN PUBLIC KEY-----\n{public_key}\n-----END PUBLIC KEY-----\n")
    return str(path)


@pytest.mark.django_db
def test_an_untouched_proof_holds_and_says_what_it_does_not_prove(
    proof: Proof, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roots = list(Seal.objects.filter(number__lte=2).values_list("root", flat=True))
    key = pem(keys.signer().public_key, tmp_path)

    assert verify(proof, tmp_path, key=[key], root=roots) == ""

    told = capsys.readouterr().out
    assert "PROVED: 990101-260507-000123-X lamp:2" in told
    assert "4/4" in told
    assert "NOT compared" not in told
    assert "NOT PROVED" in told


@pytest.mark.django_db
def test_it_says_what_was_not_compared(proof: Proof, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(proof, tmp_path) == ""
    assert capsys.readouterr().out.count("NOT compared with what was published") == 2


@pytest.mark.django_db
def test_an_entry_without_a_seal_is_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    street_with_seals()
    light("lamp:2")

    assert verify(made("lamp:2"), tmp_path) == ""

    told = capsys.readouterr().out
    assert "4/5" in told
    assert "not sealed" in told


@pytest.mark.django_db
def test_without_any_seal_nothing_is_proved(tmp_path: Path) -> None:
    light("lamp:2")
    assert "nothing is proved" in verify(made("lamp:2"), tmp_path)


@pytest.mark.django_db
@pytest.mark.parametrize("batch", [1, 2, 3, 5, 8])
def test_paths_of_trees_of_any_size_are_followed(batch: int, tmp_path: Path) -> None:
    light("lamp:1", "lamp:2", "lamp:1", "bell:1", "lamp:1", "lamp:2", "lamp:2", "lamp:1")
    sealing.seal_pending(timezone.now(), batch=batch)
    for subject in ("lamp:1", "lamp:2", "bell:1"):
        assert verify(made(subject), tmp_path) == ""


def altered(proof: Proof) -> None:
    proof["entries"][1]["link"]["by"] = "officer:5"


def altered_last(proof: Proof) -> None:
    proof["entries"][-1]["link"]["body"] += " "


def removed_first(proof: Proof) -> None:
    del proof["entries"][0]


def removed(proof: Proof) -> None:
    del proof["entries"][2]


def removed_and_renumbered(proof: Proof) -> None:
    del proof["entries"][2]
    proof["entries"][2]["link"]["position"] = 3


def twice(proof: Proof) -> None:
    proof["entries"].insert(1, proof["entries"][1])


def exchanged(proof: Proof) -> None:
    entries = proof["entries"]
    entries[1], entries[2] = entries[2], entries[1]


def of_another_subject(proof: Proof) -> None:
    proof["subject"] = "lamp:1"


def of_another_subject_throughout(proof: Proof) -> None:
    proof["subject"] = "lamp:9"
    for entry in proof["entries"]:
        entry["link"]["subject"] = "lamp:9"


def wrong_path(proof: Proof) -> None:
    proof["entries"][1]["path"][0] = "00" * 32


def shorter_path(proof: Proof) -> None:
    proof["entries"][1]["path"].pop()


def longer_path(proof: Proof) -> None:
    proof["entries"][1]["path"].append("00" * 32)


def wrong_index(proof: Proof) -> None:
    proof["entries"][1]["index"] ^= 1


def index_beyond(proof: Proof) -> None:
    proof["entries"][1]["index"] += 4


def of_another_seal(proof: Proof) -> None:
    proof["entries"][0]["seal"] = 2


def wrong_root(proof: Proof) -> None:
    statement = json.loads(proof["seals"][0]["statement"])
    proof["seals"][0]["statement"] = json.dumps(statement | {"root": "00" * 32})


def bad_signature(proof: Proof) -> None:
    proof["seals"][0]["signature"] = proof["seals"][1]["signature"]


def no_signature(proof: Proof) -> None:
    proof["seals"][0]["signature"] = ""


def seals_exchanged(proof: Proof) -> None:
    proof["seals"].reverse()


def seal_twice(proof: Proof) -> None:
    proof["seals"].insert(0, proof["seals"][0])


def seal_missing(proof: Proof) -> None:
    del proof["seals"][0]


def resigned(proof: Proof) -> None:
    """Sign the first seal anew, with a key of one's own under the name of the city's."""
    private, _ = keys.new_key()
    forger = keys.Signer(keys.signer().suite, base64.b64decode(private))
    proof["keys"][0]["public_key"] = forger.public_key
    for seal in proof["seals"]:
        seal["signature"] = forger.sign(seal["statement"])


def unchained(proof: Proof) -> None:
    """Sign the second seal anew, after another first one: with the city's key, so that only the chain tells."""
    statement = json.loads(proof["seals"][1]["statement"]) | {"previous": "00" * 32}
    text = json.dumps(statement)
    proof["seals"][1] = {"statement": text, "signature": keys.signer().sign(text)}


def of_another_suite(proof: Proof) -> None:
    proof["entries"][0]["suite"] = "gm"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (altered, "altered"),
        (altered_last, "altered"),
        (removed_first, "missing, repeated or out of order"),
        (removed, "missing, repeated or out of order"),
        (removed_and_renumbered, "does not follow"),
        (twice, "missing, repeated or out of order"),
        (exchanged, "missing, repeated or out of order"),
        (of_another_subject, "missing, repeated or out of order"),
        (of_another_subject_throughout, "altered"),
        (wrong_path, "wrong path"),
        (shorter_path, "wrong path"),
        (longer_path, "wrong path"),
        (wrong_index, "wrong path"),
        (index_beyond, "wrong path"),
        (of_another_seal, "wrong path"),
        (wrong_root, "bad signature"),
        (bad_signature, "bad signature"),
        (no_signature, "bad signature"),
        (seals_exchanged, "out of order"),
        (seal_twice, "repeated"),
        (seal_missing, "not a whole file"),
        (resigned, "another public key"),
        (unchained, "not chained"),
        (of_another_suite, "suite not supported: gm"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_touched_proof_is_refused(proof: Proof, tmp_path: Path, change: Callable[[Proof], None], reason: str) -> None:
    touched = copy.deepcopy(proof)
    change(touched)
    assert reason in verify(touched, tmp_path)
    assert verify(proof, tmp_path) == ""


@pytest.mark.django_db
def test_a_proof_signed_with_another_key_than_the_published_one_is_refused(proof: Proof, tmp_path: Path) -> None:
    private, _ = keys.new_key()
    published = keys.Signer(keys.signer().suite, base64.b64decode(private)).public_key
    assert "not signed by the given key" in verify(proof, tmp_path, key=[pem(published, tmp_path)])


@pytest.mark.django_db
def test_a_proof_with_another_root_than_the_published_one_is_refused(proof: Proof, tmp_path: Path) -> None:
    assert "the given root is not in it" in verify(proof, tmp_path, root=["00" * 32])


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"keys": [], "seals": [], "entries": [{}]}', "null"])
def test_what_is_no_proof_is_refused_in_words(text: str, tmp_path: Path) -> None:
    assert verify(text, tmp_path).startswith("不成立 REFUSED")


@pytest.mark.django_db
def test_it_runs_alone_and_answers_with_its_exit_status(proof: Proof, tmp_path: Path) -> None:
    def status(path: Path) -> int:
        return subprocess.run([sys.executable, "-I", VERIFIER, path], check=False, capture_output=True).returncode

    (tmp_path / "good.json").write_text(json.dumps(proof))
    altered(proof)
    (tmp_path / "bad.json").write_text(json.dumps(proof))
    assert [status(tmp_path / name) for name in ("good.json", "bad.json", "none.json")] == [0, 1, 1]


def test_it_is_short_and_stands_on_nothing_of_ours() -> None:
    text = VERIFIER.read_text()
    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).partition(".")[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert len(text.splitlines()) < 100
    assert imported - set(sys.stdlib_module_names) == {"cryptography"}
