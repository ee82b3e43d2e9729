"""`bancheng load-profile NAME… | all`"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bancheng.ground.law import Refused
from bancheng.profiles import loader
from bancheng.profiles.catalogue_reading import ContentError
from bancheng.profiles.loader_reading import ProfileError


class Command(BaseCommand):
    help = "Load profiles (rules, regions, organisations; in demo mode also guides and people). Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="+", metavar="NAME", help=f"one of {', '.join(loader.names())}, or all")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = loader.load(options["names"], say=lambda sentence: self.stdout.write(f"  {sentence}"))
        except (ProfileError, ContentError, Refused) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self.style.SUCCESS(f"已装载 {len(loaded)} 个方案：{'、'.join(one.name for one in loaded)}"))
