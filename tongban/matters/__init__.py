"""Matters (件): whatever has a number, a responsible office, steps, clocks and a trail.

A matter is received (收件), perhaps corrected (补正), accepted (受理), perhaps suspended (特别程序),
decided (办结) and closed (送达). Its steps (环节) run in waves, side by side within a wave. Its clocks
(时限) each keep the inputs from which their due moment can be derived again. Whatever lies on somebody's
desk is a row of the work list (待办). This module knows nothing of items, papers or licences.
"""
