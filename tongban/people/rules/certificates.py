"""When a certificate of an officer (数字证书、UKey) proves who signs in: issuer, dates, use, not revoked.

That its holder has the key was proved to the proxy that ended TLS. Everything else is asked again here, of the
authority that the house names; a list of revocations that is missing or out of date refuses everybody, for it hides
who was revoked.
"""

import base64
import binascii
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from tongban.kernel.obstacles import Obstacle

LONGEST = 16_384  # characters of a header
LEAST_RSA = 2048  # bits
WEAK = (hashes.MD5, hashes.SHA1)


def read(header: str) -> x509.Certificate | None:
    """Return the certificate in a proxy's header; None if there is none.

    Two ways of writing: percent-encoded PEM (nginx ``$ssl_client_escaped_cert``) and RFC 9440 (``:base64 of DER:``).

    >>> read("no certificate"), read("")
    (None, None)
    """
    if not header or len(header) > LONGEST:
        return None
    try:
        if header.startswith(":") and header.endswith(":"):
            return x509.load_der_x509_certificate(base64.b64decode(header[1:-1], validate=True))
        return x509.load_pem_x509_certificate(unquote(header).encode())
    except (ValueError, binascii.Error):
        return None


def read_file(content: bytes) -> x509.Certificate | None:
    """Return the one certificate in a file, PEM or DER; None if it holds something else.

    >>> read_file(b"no certificate"), read_file(b"")
    (None, None)
    """
    if len(content) > LONGEST:
        return None
    try:
        if b"-----BEGIN CERTIFICATE-----" in content:
            return x509.load_pem_x509_certificate(content)
        return x509.load_der_x509_certificate(content)
    except (ValueError, UnsupportedAlgorithm):
        return None


def fingerprint(certificate: x509.Certificate) -> str:
    """Return what the binding knows a certificate by."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def obstacles(
    certificate: x509.Certificate | None,
    *,
    authorities: Sequence[x509.Certificate],
    revocations: Sequence[x509.CertificateRevocationList],
    now: datetime,
) -> list[Obstacle]:
    """Return why this certificate proves nothing now; empty if it holds."""
    if certificate is None:
        return [Obstacle("certificate_missing")]
    issuer = _issuer(certificate, authorities, now)
    if issuer is None:
        return [Obstacle("certificate_of_another_authority")]
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        return [Obstacle("certificate_out_of_date")]
    if not _is_for_signing_in(certificate):
        return [Obstacle("certificate_not_for_this")]
    current = [each for each in revocations if _speaks_for(each, issuer, now)]
    if not current:
        return [Obstacle("certificate_revocations_unknown")]
    if any(each.get_revoked_certificate_by_serial_number(certificate.serial_number) for each in current):
        return [Obstacle("certificate_revoked")]
    return []


def _issuer(
    certificate: x509.Certificate, authorities: Iterable[x509.Certificate], now: datetime
) -> x509.Certificate | None:
    """Return the authority, itself in force, that signed the certificate."""
    for authority in authorities:
        if not _may_issue(authority) or not authority.not_valid_before_utc <= now <= authority.not_valid_after_utc:
            continue
        try:
            certificate.verify_directly_issued_by(authority)
        except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
            continue
        return authority
    return None


def _may_issue(authority: x509.Certificate) -> bool:
    constraints = _extension(authority, x509.BasicConstraints)
    usage = _extension(authority, x509.KeyUsage)
    return constraints is not None and constraints.ca and (usage is None or usage.key_cert_sign)


def _is_for_signing_in(certificate: x509.Certificate) -> bool:
    """Say whether it is an end's certificate, for client authentication, with a key and a hash that are not weak."""
    key, constraints = certificate.public_key(), _extension(certificate, x509.BasicConstraints)
    uses = _extension(certificate, x509.ExtendedKeyUsage)
    is_weak = isinstance(certificate.signature_hash_algorithm, WEAK)
    is_weak |= isinstance(key, rsa.RSAPublicKey) and key.key_size < LEAST_RSA
    is_authority = constraints is not None and constraints.ca
    return not is_weak and not is_authority and uses is not None and ExtendedKeyUsageOID.CLIENT_AUTH in uses


def _speaks_for(revocations: x509.CertificateRevocationList, issuer: x509.Certificate, now: datetime) -> bool:
    """Say whether a list of revocations is of this authority and not out of date."""
    key = issuer.public_key()
    until = revocations.next_update_utc
    if revocations.issuer != issuer.subject or until is None or not revocations.last_update_utc <= now <= until:
        return False
    return bool(revocations.is_signature_valid(key))  # type: ignore[arg-type]  # any key a certificate may have


def _extension(certificate: x509.Certificate, kind: type[Any]) -> Any:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None
