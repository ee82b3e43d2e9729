"""The framework of public lists: declared by a room, published in numbered editions, shown by every door alike."""

from bancheng.registers.lists.public.editions import republish
from bancheng.registers.lists.public.registry import public_list
from bancheng.registers.lists.types import Column

__all__ = ["Column", "public_list", "republish"]
