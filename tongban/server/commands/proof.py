"""Write a file that proves what was recorded of a matter, to be checked without us: python verifier/verify.py FILE."""

import argparse
import json
import sys
from pathlib import Path

from django.utils import timezone

from tongban.kernel.seals.proofs import proof_of
from tongban.matters.queries import subject_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="NUMBER", help="one matter's number, or a subject such as item:17")
    parser.add_argument("--output", type=Path, metavar="FILE", help="default: standard output")


def run(options: argparse.Namespace) -> int:
    proof = proof_of(subject_of(options.number), number=options.number, now=timezone.now())
    if not proof["entries"]:
        print(f"没有关于 {options.number} 的任何记录。 Nothing is recorded of {options.number}.", file=sys.stderr)
        return 1
    text = json.dumps(proof, ensure_ascii=False, indent=1)
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    else:
        print(text)
    return 0
