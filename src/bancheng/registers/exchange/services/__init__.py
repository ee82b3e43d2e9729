"""The verbs of exchange: ask a base register, prove a material by it. Both reach the network: never in a transaction."""

from bancheng.registers.exchange.services.asking import fetch, fetch_of_person
from bancheng.registers.exchange.services.proving import prove

__all__ = ["fetch", "fetch_of_person", "prove"]
