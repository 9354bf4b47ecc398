"""The consent of a second party (同意) to a bundle that somebody fills in: asked, answered, held to what was shown."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.bundles.models.runs import BundleDraft
from tongban.bundles.rules import consents
from tongban.kernel.models import Record
from tongban.kernel.vault import BlindIndex, EncryptedField, EncryptedJSONField
from tongban.people.models import Officer, Party


class Consent(Record):
    """What a second party was asked to agree to, and what they said last."""

    class State(models.TextChoices):
        ASKED = consents.ASKED, _("等对方同意")
        AGREED = consents.AGREED, _("已同意")
        REFUSED = consents.REFUSED, _("不同意")
        WITHDRAWN = consents.WITHDRAWN, _("已收回")

    draft = models.ForeignKey(BundleDraft, models.CASCADE, related_name="consents")
    key = models.CharField(max_length=40)  # of ``data/consents.toml``
    identity = EncryptedField(mask="identity")
    identity_index = BlindIndex("identity")
    terms = EncryptedJSONField()  # what was shown: the values of the form, by field
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    ends_on = models.DateField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    seen_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)  # at a window

    @property
    def fingerprint(self) -> str:
        """Return what stands for what was shown."""
        return consents.fingerprint(self.terms.clear() or {})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "key"], name="a_consent_is_asked_once_at_a_time"),
            models.CheckConstraint(
                condition=Q(state="asked") | Q(answered_at__isnull=False), name="an_answered_consent_says_when"
            ),
        ]
        indexes = [models.Index(fields=["identity_index", "-id"], name="consents_of_a_second_party")]
