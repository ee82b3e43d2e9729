"""Conventions that no linter knows: front doors between rooms, documented fields, clean templates, small files."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import grimp
import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "bancheng"
ROOMS = ("registers", "casework", "frontline", "oversight")
FRONT = {"services", "selectors", "events", "types", "keys", "schema", "models"}


def sources() -> list[Path]:
    return [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts and "tests" not in path.parts]


def templates() -> list[Path]:
    return list(SOURCE.rglob("*.html"))


def room_of(module: str) -> str:
    parts = module.split(".")
    return ".".join(parts[:3]) if len(parts) > 2 and parts[1] in ROOMS else ""


def test_from_another_room_only_its_front_doors_are_imported() -> None:
    """services, selectors, events and types; `keys` and `schema` are types by another name. Models are not a front door."""
    graph = grimp.build_graph("bancheng", cache_dir=None)
    wrong = []
    for importer in graph.modules:
        if ".tests" in importer or ".migrations" in importer or importer.startswith("bancheng.profiles"):
            continue
        for imported in graph.find_modules_directly_imported_by(importer):
            room = room_of(imported)
            if not room or room == room_of(importer):
                continue
            door = imported.split(".")[3] if imported.count(".") > 2 else ""
            if door not in FRONT - {"models"}:
                wrong.append(f"{importer} → {imported}")
    assert not wrong, "\n".join(sorted(wrong))


def test_every_model_field_says_in_chinese_what_it_means() -> None:
    silent = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("bancheng.")
        for field in model._meta.local_fields
        if not field.auto_created and not field.help_text and field.name not in {"id", "password", "last_login"}
    ]
    assert not silent


def test_foreign_keys_obey_the_stairs() -> None:
    """A row may point at its own room or a lower one, never up."""
    order = [
        "ground",
        "organisations",
        "identity",
        "inbox",
        "duties",
        "catalog",
        "lists",
        "exchange",
        "documents",
        "licences",
    ]
    order += ["cases", "inquiries", "ratings", "supervision"]
    rank = {label: place for place, label in enumerate(order)}
    rank |= {"access": 0, "journal": 0, "jobs": 0}
    up = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in rank
        for field in model._meta.local_fields
        if field.related_model is not None
        and not isinstance(field.related_model, str)
        and field.related_model._meta.app_label in rank
        and rank[field.related_model._meta.app_label] > rank[model._meta.app_label]
    ]
    assert not up


@pytest.mark.parametrize(
    "pattern", [r"\sstyle=", r"<style", r"\son[a-z]+=\"", r"javascript:", r"<script(?![^>]*(src=|application/json))"]
)
def test_no_template_has_inline_style_or_script(pattern: str) -> None:
    found = [path.relative_to(ROOT).as_posix() for path in templates() if re.search(pattern, path.read_text())]
    assert not found


def test_no_template_uses_half_width_punctuation_after_a_chinese_character() -> None:
    """Full-width punctuation in Chinese sentences: ， 。 ： ； ？ ！ （ ）"""
    wrong = []
    for path in templates():
        text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}|{%.*?%}|{{.*?}}", "", path.read_text(), flags=re.S)
        wrong += [f"{path.name}: {match}" for match in re.findall(r"[\u4e00-\u9fff][,;?!:()]", text)]
    assert not wrong


def test_time_has_one_source() -> None:
    """`ground.law.now()`; nobody else asks the machine."""
    pattern = re.compile(r"datetime\.now\(|date\.today\(|timezone\.now\(|timezone\.localdate\(|utcnow\(|auto_now")
    allowed = {SOURCE / "ground" / "law" / "time.py"}
    found = [
        path.relative_to(ROOT).as_posix()
        for path in sources()
        if path not in allowed and pattern.search(path.read_text())
    ]
    assert not found


def test_no_file_has_grown_into_a_second_house() -> None:
    large = [f"{path.relative_to(SOURCE)} {n}" for path in sources() if (n := len(path.read_text().splitlines())) > 450]
    assert not large


def test_every_room_says_what_it_is() -> None:
    rooms = [
        path
        for floor in ("ground", *ROOMS, "doors")
        if (SOURCE / floor).exists()
        for path in (SOURCE / floor).iterdir()
    ]
    missing = [
        str(room.relative_to(SOURCE))
        for room in rooms
        if (room / "__init__.py").exists() and not (room / "README.md").exists()
    ]
    assert not missing


def test_every_public_service_documents_itself() -> None:
    """Services are keyword-only but for their first argument, and carry a docstring."""
    wrong = []
    for path in SOURCE.rglob("*.py"):
        if "services" not in path.parts and path.name != "services.py" or "tests" in path.parts:
            continue
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                if not ast.get_docstring(node):
                    wrong.append(f"{path.relative_to(SOURCE)}:{node.name} has no docstring")
                if len(node.args.args) > 3:
                    wrong.append(f"{path.relative_to(SOURCE)}:{node.name} takes too many positional arguments")
    assert not wrong, "\n".join(wrong)


def test_the_project_names_no_registry_and_no_machine() -> None:
    """Nothing committed may lead to a registry, a mirror or somebody's machine."""
    pattern = re.compile(
        r"pypi\.org|registry\.npmjs|npmmirror|tuna\.tsinghua|mirrors?\.[a-z]+\.(com|cn|org)|/work/(main|shared)|/root/"
    )
    wrong = []
    for path in ROOT.rglob("*"):
        parts = set(path.relative_to(ROOT).parts)
        if parts & {".git", ".venv", "node_modules", "var", "screens", "build", "__pycache__"} or not path.is_file():
            continue
        if any(
            part.startswith(".") and part not in {".ci", ".npmrc", ".gitignore"} for part in parts
        ) or ".egg-info" in str(path):
            continue
        if path == Path(__file__):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        wrong += [f"{path.relative_to(ROOT)}: {match.group(0)}" for match in pattern.finditer(text)]
    assert not wrong
