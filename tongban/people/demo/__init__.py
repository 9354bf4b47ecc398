"""The demo city Yunzhou (云州市): regions, offices, officers, logins and an invented population.

Region codes under 9901, phones of the block 1990000 and everything else here belong to nobody.
"""

from tongban.people.demo.city import City, build_city, find_city
from tongban.people.demo.logins import LOGINS, PASSWORD, Login
from tongban.people.demo.population import Population, build_parties, find_parties

__all__ = [
    "LOGINS",
    "PASSWORD",
    "City",
    "Login",
    "Population",
    "build_city",
    "build_parties",
    "find_city",
    "find_parties",
]
