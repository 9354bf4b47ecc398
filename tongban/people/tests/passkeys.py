"""A passkey in software, for tests: it registers and signs as a browser with a key would."""

import hashlib
import json
import os
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

PRESENT, CARRIES_KEY = 0x01, 0x40


class Passkey:
    """One key of somebody's, which knows the site it was made at."""

    def __init__(self, origin: str = "http://localhost") -> None:
        self.origin, self.key, self.id = origin, ec.generate_private_key(ec.SECP256R1()), os.urandom(16)

    def register(self, options: dict[str, Any]) -> str:
        """Answer the options of a registration, as the hidden field holds it."""
        asked = options["publicKey"]
        client = self._client("webauthn.create", asked["challenge"])
        held = AttestedCredentialData.create(b"\0" * 16, self.id, ES256.from_cryptography_key(self.key.public_key()))
        site = hashlib.sha256(asked["rp"]["id"].encode()).digest()
        data = AuthenticatorData.create(site, PRESENT | CARRIES_KEY, 0, held)
        said = {"clientDataJSON": client, "attestationObject": bytes(AttestationObject.create("none", data, {}))}
        return self._answer(said)

    def sign(self, options: dict[str, Any]) -> str:
        """Answer the options of a sign-in."""
        asked = options["publicKey"]
        client = self._client("webauthn.get", asked["challenge"])
        data = bytes(AuthenticatorData.create(hashlib.sha256(asked["rpId"].encode()).digest(), PRESENT, 1))
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer({"clientDataJSON": client, "authenticatorData": data, "signature": signature})

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, said: dict[str, bytes]) -> str:
        name = websafe_encode(self.id)
        response = {field: websafe_encode(value) for field, value in said.items()}
        return json.dumps(
            {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}
        )
