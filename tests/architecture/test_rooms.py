"""Do rooms meet only through their doors, and does every row point down the ladder?"""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

from django.apps import apps

from tests.conftest import REPO

ROOMS = REPO / "src" / "trellis"


def ladder() -> list[list[str]]:
    """Read the ladder from the contracts, top first."""
    contracts = tomllib.loads((REPO / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = next(c for c in contracts["contracts"] if c["type"] == "layers")["layers"]
    return [[room.strip() for room in row.split("|")] for row in layers]


def imports(file: Path) -> list[str]:
    """Name every module that a file imports."""
    found: list[str] = []
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.append(node.module)
        elif isinstance(node, ast.Import):
            found += [name.name for name in node.names]
    return found


def test_rooms_meet_only_through_their_doors() -> None:
    beside = []
    for file in ROOMS.glob("*/**/*.py"):
        room = file.relative_to(ROOMS).parts[0]
        if "migrations" in file.parts:
            continue
        for name in imports(file):
            parts = name.split(".")
            if parts[0] != "trellis" or len(parts) < 3 or parts[1] == room:
                continue
            if parts[2] != "api" and not (room == "project" or parts[1] == "project"):
                beside.append(f"{file.relative_to(REPO)} imports {name}")
    assert not beside, "\n".join(beside)


def test_every_foreign_key_points_down_the_ladder() -> None:
    level = {room: n for n, row in enumerate(ladder()) for room in row}
    upward = []
    for model in apps.get_models():
        if not model.__module__.startswith("trellis."):
            continue
        here = model.__module__.split(".")[1]
        for field in model._meta.get_fields():
            target = getattr(field, "remote_field", None) and field.related_model
            if not target or field.auto_created or not target.__module__.startswith("trellis."):
                continue
            there = target.__module__.split(".")[1]
            if there != here and level[there] <= level[here]:
                upward.append(f"{model.__name__}.{field.name} points up to {there}")
    assert not upward, "\n".join(upward)


def test_only_acts_and_migrations_write() -> None:
    writers = {"acts", "migrations", "models", "tasks", "management"}
    words = (".objects.create(", ".bulk_create(", ".get_or_create(", ".update_or_create(")
    beside = []
    for file in ROOMS.rglob("views*.py"):
        if writers.intersection(file.parts):
            continue
        beside += [f"{file.relative_to(REPO)}: {w}" for w in words if w in file.read_text()]
    assert not beside, "\n".join(beside)


def test_every_room_says_what_it_is_for() -> None:
    silent = [
        folder.name
        for folder in ROOMS.iterdir()
        if (folder / "__init__.py").exists()
        and not ast.get_docstring(ast.parse((folder / "__init__.py").read_text()))
    ]
    assert not silent, silent
