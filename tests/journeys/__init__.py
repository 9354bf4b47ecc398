"""Journeys: what a person does, through a real browser against a real ``tongban serve``, named as that person would.

Nothing here uses Django's database in this process: the browser keeps an event loop, in which Django refuses it.
"""
