"""One thing (一件事, 联办): several items applied for as one, with one form, one set of papers and one number.

A department drafts a *bundle*: which items are its members, under which answers each is needed, what one must have
ended or given before another begins. A published version never changes. Somebody answers a few questions, fills in one
form, puts in each paper once and hands in; that opens a *whole*, a matter of the lead office, and under its number a
case per member: at once where nothing has to come before, the others when that is there. A member that is refused or
taken back touches only what rests on it. When all have ended, so has the whole.

The engine (what rests on what, one form and one set of papers of several, time used together) knows nothing of bundles:
the stages of construction projects run on it too.
"""
