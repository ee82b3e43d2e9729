"""`bancheng create-administrator`: the first person of an installation that has no demo cast; he creates the others."""

from __future__ import annotations

import getpass
import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from bancheng.ground.access import system
from bancheng.ground.codes import CodeError
from bancheng.ground.law import Refused
from bancheng.registers.identity import services as identity
from bancheng.registers.organisations import selectors, services

VARIABLE = "BANCHENG_ADMINISTRATOR_PASSWORD"


class Command(BaseCommand):
    help = f"Create a platform-wide administrator; the password is asked for, or read from {VARIABLE}."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", help="login: letters and digits")
        parser.add_argument("name", help="name of the person, 姓名")
        parser.add_argument("--region", required=True, help="12-digit code of the region of the organisation")
        parser.add_argument(
            "--organisation", required=True, help="full name of the organisation; created if it is missing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        password = os.environ.get(VARIABLE) or getpass.getpass("密码：")
        by = system("初始化管理员")
        try:
            with transaction.atomic():
                organ = selectors.organisations(region=options["region"], q=options["organisation"]).first()
                if organ is None or organ.name != options["organisation"]:
                    organ = services.create_organisation(
                        region=options["region"], name=options["organisation"], kind="service_centre", by=by
                    )
                staff = identity.create_staff(
                    number=options["number"], name=options["name"], organisation_id=organ.pk, password=password, by=by
                )
                identity.grant_role(staff=staff, role="administrator", by=by)
        except (Refused, CodeError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已创建管理员 {staff.number}（{staff.name}，{organ.name}），首次登录须修改密码。")
