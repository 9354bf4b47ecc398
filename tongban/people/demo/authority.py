"""A demo authority for certificates of officers (演示 CA): makes itself, certificates, and its list of revocations."""

from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

YEARS = timedelta(days=3650)
ONE_YEAR = timedelta(days=365)
LIST_LASTS = timedelta(days=30)
BEFORE = timedelta(minutes=5)  # clocks differ
Key = ec.EllipticCurvePrivateKey


class Authority:
    """An authority whose key, certificate and list lie in a folder. Its key has no password: for demonstrations."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def certificate_path(self) -> Path:
        return self.folder / "ca.pem"

    @property
    def revocations_path(self) -> Path:
        return self.folder / "revoked.pem"

    def make(self, *, name: str, now: datetime) -> None:
        """Make the authority anew, with an empty list of revocations."""
        self.folder.mkdir(parents=True, exist_ok=True)
        key = ec.generate_private_key(ec.SECP256R1())
        usage = x509.KeyUsage(
            digital_signature=False, content_commitment=False, key_encipherment=False, data_encipherment=False,
            key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
        )  # fmt: skip
        certificate = (
            _builder(name, name, key, now, YEARS)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage, critical=True)
            .sign(key, hashes.SHA256())
        )
        self.certificate_path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        _write_secret(self.folder / "ca.key", _pem(key))
        self.revoke([], now=now)

    def issue(
        self, name: str, *, now: datetime, lasts: timedelta = ONE_YEAR, use: x509.ObjectIdentifier | None = None
    ) -> tuple[Key, x509.Certificate]:
        """Return a key and a certificate for somebody, to sign in with."""
        key = ec.generate_private_key(ec.SECP256R1())
        uses = x509.ExtendedKeyUsage([use or ExtendedKeyUsageOID.CLIENT_AUTH])
        builder = _builder(name, self._name(), key, now, lasts)
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        return key, builder.add_extension(uses, critical=False).sign(self._key(), hashes.SHA256())

    def revoke(self, serials: list[int], *, now: datetime, lasts: timedelta = LIST_LASTS) -> None:
        """Write the list of revocations anew, with these serials beside those of before."""
        known = set(serials)
        if self.revocations_path.exists():
            known |= {each.serial_number for each in x509.load_pem_x509_crl(self.revocations_path.read_bytes())}
        builder = x509.CertificateRevocationListBuilder().issuer_name(self._subject())
        builder = builder.last_update(now - BEFORE).next_update(now + lasts)
        for serial in sorted(known):
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(now - BEFORE).build()
            builder = builder.add_revoked_certificate(entry)
        signed = builder.sign(self._key(), hashes.SHA256())
        self.revocations_path.write_bytes(signed.public_bytes(serialization.Encoding.PEM))

    def write(self, name: str, key: Key, certificate: x509.Certificate, password: str) -> Path:
        """Write somebody's key and certificate as a file that a browser takes in, and as PEM beside it."""
        sealed = serialization.BestAvailableEncryption(password.encode())
        path = self.folder / f"{name}.p12"
        _write_secret(path, pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, None, sealed))
        _write_secret(self.folder / f"{name}.key", _pem(key))
        (self.folder / f"{name}.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        return path

    def _key(self) -> Key:
        key = serialization.load_pem_private_key((self.folder / "ca.key").read_bytes(), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        return key

    def _subject(self) -> x509.Name:
        return x509.load_pem_x509_certificate(self.certificate_path.read_bytes()).subject

    def _name(self) -> str:
        return str(self._subject().get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


def _builder(name: str, issuer: str, key: Key, now: datetime, lasts: timedelta) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BEFORE)
        .not_valid_after(now + lasts)
    )


def _pem(key: Key) -> bytes:
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


def _write_secret(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)
