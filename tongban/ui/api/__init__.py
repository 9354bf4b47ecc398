"""What the API of every module is made of: plain values, pages of lists, refusals as problems (RFC 9457).

Nothing here knows who calls (that is ``people.api``) or which modules there are (that is ``portal.api``).
"""
