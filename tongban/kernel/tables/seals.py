"""The tables of the seals. Triggers refuse to change or remove their rows too (``kernel.triggers``).

A leaf repeats the digest that was sealed: so a rewritten entry is told from a rewritten leaf and from a rewritten root.
It names its entry and its seal without a foreign key, which would cost a look-up for each of ten million rows, and
because a leaf has to outlive an entry that somebody removed.
"""

from django.db import models


class SealKey(models.Model):
    """A key that has signed seals: the public half, kept so that old seals can be checked after a change of keys."""

    fingerprint = models.CharField(max_length=64, primary_key=True)  # digest of the public key
    suite = models.CharField(max_length=8)
    public_key = models.TextField()  # SPKI DER in base64
    since = models.DateTimeField()


class Seal(models.Model):
    """One signed root over some entries, chained to the seal before."""

    number = models.PositiveIntegerField(primary_key=True)  # from 1 without a gap
    suite = models.CharField(max_length=8)
    sealed_at = models.DateTimeField()
    entries = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)  # of the statement; the next seal names it
    key = models.ForeignKey(SealKey, models.PROTECT, related_name="+")
    signature = models.TextField()  # of the statement, in base64
    watermark = models.BigIntegerField()  # entries below it were looked for; the next look begins here


class SealLeaf(models.Model):
    """The place of one entry under a seal, and the digest that the entry had."""

    entry = models.BigIntegerField(primary_key=True)
    seal = models.ForeignKey(Seal, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="leaves")
    index = models.PositiveIntegerField()  # from 0
    digest = models.BinaryField(max_length=32)

    class Meta:
        constraints = [  # its index is also the way to the leaves of a seal
            models.UniqueConstraint(fields=["seal", "index"], name="one_leaf_per_index_of_a_seal"),
        ]
