"""Which authority the house trusts, what it has revoked, and whose certificate this is."""

from pathlib import Path

from cryptography import x509
from django.conf import settings

from tongban.people.models import OfficerCertificate
from tongban.people.rules.certificates import fingerprint

END = b"-----END X509 CRL-----"


def certificates_are_taken() -> bool:
    """Say whether the house has named an authority."""
    return bool(settings.CERTIFICATE_AUTHORITY) and Path(settings.CERTIFICATE_AUTHORITY).exists()


def authorities() -> list[x509.Certificate]:
    """Return the authorities that the house trusts to name its officers."""
    if not certificates_are_taken():
        return []
    return x509.load_pem_x509_certificates(Path(settings.CERTIFICATE_AUTHORITY).read_bytes())


def revocations() -> list[x509.CertificateRevocationList]:
    """Return the lists of revocations that lie there; read each time, for they change."""
    path = Path(settings.CERTIFICATE_REVOCATIONS or "")
    if not settings.CERTIFICATE_REVOCATIONS or not path.exists():
        return []
    return [x509.load_pem_x509_crl(part + END) for part in path.read_bytes().split(END)[:-1]]


def binding_of(certificate: x509.Certificate) -> OfficerCertificate | None:
    """Return the binding in force of exactly this certificate."""
    bound = OfficerCertificate.objects.select_related("officer__account")
    return bound.filter(fingerprint=fingerprint(certificate), ended_at=None).first()
