"""Service points (服务点), windows (窗口), the devices on them, and visits (到访).

A window takes what was bound to it, from a day on, in batches; an officer sits at it from a day on; one party at a
time visits it, represented by one handler (经办人), with as many cases as it likes. A visit ends with an outcome:
a case, a consultation, everything told at once, or "come again".
"""
