"""What comes round for the faces: exports of persons are there for a week."""

from tongban.kernel.retention import forgets
from tongban.portal.actions import KEPT, forget_exports

forgets(KEPT["personal_exports"])(forget_exports)
