"""python verify.py FILE [--key PUBLIC_KEY_FILE] [--root ROOT]
Check a proof file 核验存证文件 from "tongban proof" or a case's page, with Python and its package cryptography alone.
Keys and roots, as many as one likes, come from elsewhere: the page of seals, the witness, a newspaper.
Exit status: 0 proved 证明成立, 1 refused 不成立, 2 asked wrongly 用法不对.
"""

import argparse
import base64
import hashlib
import json
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


def sha256(data):
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode()).digest()


def require(holds, otherwise):
    if not holds:
        raise SystemExit(f"不成立 REFUSED. {otherwise}")


def check_seals(proof, trusted):
    """Return the seals by number: each signed by its key, in order, neighbours chained."""
    keys, seals, last, text = {key["fingerprint"]: key["public_key"] for key in proof["keys"]}, {}, 0, ""
    for given in proof["seals"]:
        before, text, seal = text, given["statement"], json.loads(given["statement"])
        number, key, where = seal["seal"], base64.b64decode(keys[seal["key"]]), f"存证 seal {seal['seal']}: "
        require(seal["suite"] == "intl", f"{where}本工具不支持算法 suite not supported: {seal['suite']}")
        known = sha256(key).hex() == seal["key"] and seal["format"] == "tongban-seal-1"
        require(known, f"{where}公钥或格式不符 another public key or format")
        require(key in trusted or not trusted, f"{where}不是给定的公钥所签 not signed by the given key")
        signature, algorithm = base64.b64decode(given["signature"]), ec.ECDSA(hashes.SHA256())
        serialization.load_der_public_key(key).verify(signature, text.encode(), algorithm)
        chained = not last or number > last + 1 or seal["previous"] == sha256(before).hex()
        require(number > last and chained, f"{where}重复、次序不对或不相接 repeated, out of order or not chained")
        seals[number], last = seal, number
    return seals


def root_over(leaf, index, size, path):
    """Return the root to which a path leads from a leaf (RFC 9162, 2.1.3.2); nothing if no such path can be."""
    last, reached = size - 1, sha256(b"\x00" + leaf)
    for beside in path if 0 <= index <= last else ():
        is_right = index % 2 or index == last
        reached = sha256(b"\x01" + (beside + reached if is_right else reached + beside))
        while is_right and index and not index % 2:
            index, last = index // 2, last // 2
        index, last = index // 2, last // 2
    return reached.hex() if index == last == 0 else ""


def check_entries(proof, seals):
    """Require that the entries are one chain, and that each path leads to the root of its seal."""
    digest = b""
    for position, entry in enumerate(proof["entries"], 1):
        link, where = entry["link"], f"记录 entry {position}: "
        require(entry["suite"] == "intl", f"{where}本工具不支持算法 suite not supported: {entry['suite']}")
        in_place = (link["subject"], link["position"]) == (proof["subject"], position)
        require(in_place, f"{where}缺失、重复或次序不对 missing, repeated or out of order")
        require(link["previous_digest"] == digest.hex(), f"{where}与前一条不相接 does not follow the one before")
        digest = sha256(json.dumps(link, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
        if entry["seal"] is not None:
            seal, path = seals[entry["seal"]], [bytes.fromhex(beside) for beside in entry["path"]]
            led = root_over(digest, entry["index"], seal["entries"], path) == seal["root"]
            require(led, f"{where}与存证不符：被改过，或路径、根不对 altered, or a wrong path or root")


def main(asked):
    try:
        trusted = [base64.b64decode(Path(pem).read_text("utf-8").split("-----")[2]) for pem in asked.key]
        proof = json.loads(Path(asked.file).read_text("utf-8"))
        seals = check_seals(proof, trusted)
        check_entries(proof, seals)
        count, total = sum(entry["seal"] is not None for entry in proof["entries"]), len(proof["entries"])
    except (InvalidSignature, OSError, LookupError, TypeError, ValueError, AttributeError) as error:
        require(False, f"签名无效或文件不完整 bad signature or not a whole file: {error!r}")
    require(count, "没有一条记录已存证，什么也证明不了 no entry is under a seal: nothing is proved")
    require({*asked.root} <= {seal["root"] for seal in seals.values()}, "没有给定的根 the given root is not in it")
    for entry in proof["entries"]:
        link, seal = entry["link"], seals.get(entry["seal"], {"seal": "-", "sealed_at": "尚未存证 not sealed"})
        print(f"{link['position']:>4} {link['at'][:19]} {link['name']:<28} {seal['seal']:>6} {seal['sealed_at'][:19]}")
    compared = {True: "与给定的一致 as given", False: "没有与公布的核对 NOT compared with what was published"}
    print(f"""证明成立 PROVED: {proof["number"]} {proof["subject"]}
  {count}/{total} 条记录自所示时刻（UTC）起未变、未缺 entries unchanged since the time shown (UTC), none missing between
  公钥 key (--key): {compared[bool(trusted)]}; 根 root (--root): {compared[bool(asked.root)]}
未证明 NOT PROVED: 所记属实 that it is true; 其后再无记录 that nothing came later; 时钟准确 that the clock was right""")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("file")
    parser.add_argument("--key", action="append", default=[])
    parser.add_argument("--root", action="append", default=[])
    main(parser.parse_args())
