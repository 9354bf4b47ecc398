"""Working days (工作日) and the arithmetic of limits (时限): on which day, and why on that day (为什么是这一天).

A calendar is the national one (000000) with the days of a region laid over it. The days of 2004–2026 ship with the
program; a notice (放假通知) that an administrator loads adds a year or a region, or replaces what was known, as a new
version. Days beyond the known years follow the week alone and are called provisional until their notice is loaded.
Whoever keeps clocks stores the calendar's version, so that every date can be derived again.
"""
