"""The vault: personal values encrypted in their column, masked wherever they are shown.

``EncryptedField`` and ``EncryptedJSONField`` keep them, ``BlindIndex`` finds them by equality, ``reveal`` shows one in
clear as an act that stands in the journal, ``rotate`` brings a table's values under the newest key.
"""

from tongban.kernel.vault.fields import BlindIndex, EncryptedField, EncryptedJSONField
from tongban.kernel.vault.keys import blind_index, is_index_of
from tongban.kernel.vault.masks import masked
from tongban.kernel.vault.revealing import CannotReveal, ValueRevealed, reveal
from tongban.kernel.vault.rotation import KeysRotated, rotate
from tongban.kernel.vault.sealed import Sealed, SealedJSON

__all__ = [
    "BlindIndex",
    "CannotReveal",
    "EncryptedField",
    "EncryptedJSONField",
    "KeysRotated",
    "Sealed",
    "SealedJSON",
    "ValueRevealed",
    "blind_index",
    "is_index_of",
    "masked",
    "reveal",
    "rotate",
]
