"""How is a mapping read from a file, and written to one?

A shipped mapping and one that a district saved have the same form; `based_on` lets one say only
what differs from another.
"""

from __future__ import annotations

import json
import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from trellis.intake.mappings.language import Mapping, Result
from trellis.lib.api import BadInput, NotThere

PRODUCTS = Path(__file__).parent / "products"

_LOCATION_WORDS = {"result": "result", "scores": "score", "student": "student id", "keep": "keep"}


def shipped() -> dict[str, Mapping]:
    """Return every mapping that comes with Trellis, by key, in the order of their titles."""
    found = [shipped_mapping(path.stem) for path in sorted(PRODUCTS.glob("*.toml"))]
    return {mapping.key: mapping for mapping in sorted(found, key=lambda one: one.title.lower())}


@lru_cache(maxsize=256)
def shipped_mapping(key: str) -> Mapping:
    """Return one shipped mapping.

    Raises `NotThere` when there is none of this name.
    """
    return mapping_from({"key": key, **_said_in(key)})


def mapping_from_toml(text: str) -> Mapping:
    """Read a mapping from TOML text. Raises `BadInput` with one sentence for all faults."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"The mapping is not valid TOML: {error}.") from error
    return mapping_from(said)


def mapping_from_json(text: str) -> Mapping:
    """Read a mapping from JSON text. Raises `BadInput` with one sentence for all faults."""
    try:
        said = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadInput(f"The mapping is not valid JSON: {error}.") from error
    if not isinstance(said, dict):
        raise BadInput("A mapping in JSON is an object with names and values.")
    return mapping_from(said)


def mapping_from(said: dict[str, Any]) -> Mapping:
    """Check what is said and return the mapping. Raises `BadInput` with whole sentences."""
    base = said.get("based_on")
    if base is not None:
        said = {**_said_in(str(base)), **{k: v for k, v in said.items() if k != "based_on"}}
    try:
        mapping = Mapping.model_validate(said)
        results(mapping)
    except ValidationError as error:
        faults = [_sentence(one["loc"], one["msg"]) for one in error.errors()[:5]]
        more = error.error_count() - len(faults)
        tail = f" There are {more} more faults." if more > 0 else ""
        name = said.get("title") or said.get("key") or "without a title"
        raise BadInput(f"The mapping “{name}” cannot be used. {' '.join(faults)}{tail}") from error
    return mapping


def results(mapping: Mapping) -> tuple[Result, ...]:
    """Return the results of a mapping with `over` written out.

    A score whose column is empty for an entry of `over` is one that this entry does not have.
    """
    written: list[Result] = []
    for result in mapping.result:
        plain = result.model_dump(by_alias=True, exclude_defaults=True, exclude={"over"})
        for words in result.over or ({},):
            whole = Result.model_validate(_filled(plain, words))
            scores = tuple(score for score in whole.scores if score.column)
            written.append(whole.model_copy(update={"scores": scores}))
    return tuple(written)


def to_json(mapping: Mapping) -> str:
    """Write a mapping as JSON that `mapping_from_json` reads back unchanged."""
    return mapping.model_dump_json(by_alias=True, exclude_defaults=True, indent=2)


def to_toml(mapping: Mapping) -> str:
    """Write a mapping as TOML that `mapping_from_toml` reads back unchanged."""
    said = json.loads(mapping.model_dump_json(by_alias=True, exclude_defaults=True))
    return "\n".join(f"{_key(name)} = {_toml(value)}" for name, value in said.items()) + "\n"


def _said_in(key: str) -> dict[str, Any]:
    path = PRODUCTS / f"{key}.toml"
    if not re.fullmatch(r"[a-z0-9_]+", key) or not path.exists():
        known = ", ".join(sorted(one.stem for one in PRODUCTS.glob("*.toml")))
        raise NotThere(f"There is no mapping called “{key}”. There are: {known}.")
    said: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    base = said.pop("based_on", None)
    return {**_said_in(base), **said} if base else said


def _filled(part: Any, words: dict[str, str]) -> Any:
    """Replace {word} in every text; other braces stay, since patterns need them."""
    if isinstance(part, str):
        for word, text in words.items():
            part = part.replace("{" + word + "}", text)
        return part
    if isinstance(part, dict):
        return {_filled(name, words): _filled(value, words) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [_filled(one, words) for one in part]
    return part


def _sentence(place: tuple[int | str, ...], message: str) -> str:
    said: list[str] = []
    for step in place:
        if isinstance(step, int):
            said.append(f"{said.pop() if said else 'part'} {step + 1}")
        else:
            said.append(_LOCATION_WORDS.get(step, f"`{step}`"))
    message = message.removeprefix("Value error, ").rstrip(".")
    return f"In {', '.join(said)}: {message}." if said else f"{message}."


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name, ensure_ascii=False)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list):
        return f"[{', '.join(_toml(one) for one in value)}]"
    if isinstance(value, dict):
        inside = ", ".join(f"{_key(name)} = {_toml(one)}" for name, one in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    return json.dumps(str(value), ensure_ascii=False).replace("\u007f", "\\u007f")
