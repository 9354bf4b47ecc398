"""How a law is cited to others: what we noted of it for ourselves stays with us."""

import re

OWN_NOTES = re.compile("（(条文未核|待核)）|[，；](天数为示例，)?(条文未核|待核)(?=[。；）]|$)")


def without_notes(basis: str) -> str:
    """Return what is cited without what we noted of it for ourselves: nothing that is shown carries it.

    >>> without_notes("国家发展改革委规定（条文未核）"), without_notes("《行政许可法》第七条；天数为示例，待核")
    ('国家发展改革委规定', '《行政许可法》第七条')
    >>> without_notes("期限由地方规定，条文未核。"), without_notes("五年（最长不超过十年，条文未核）")
    ('期限由地方规定。', '五年（最长不超过十年）')
    """
    return OWN_NOTES.sub("", basis)
