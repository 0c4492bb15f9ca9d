"""How does the district make a way to talk its own, change it, and publish a version?"""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from trellis.access.api import scope_of
from trellis.conversation.models import DistrictProtocol, ProtocolVersion
from trellis.conversation.own import as_way
from trellis.conversation.ways import KEEP_PROTOCOL, may_keep_protocols, way_to_talk
from trellis.district.api import Person
from trellis.lib.api import NotAllowed, NotNow, NotThere
from trellis.trail.api import wrote

_KEPT = {"title", "credit", "link", "good_for", "steps"}


@transaction.atomic
def make_our_own(key: str, *, by: Person, form_key: uuid.UUID) -> DistrictProtocol:
    """Begin a way to talk of the district's own from one there is; it is a draft until published.

    The same form again is the same draft. Credit for the first stays.
    """
    if not may_keep_protocols(scope_of(by)):
        raise NotAllowed(
            "Ways to talk are made by cabinet members, the professional-learning director "
            "and coaches."
        )
    first = way_to_talk(key)
    told = first.model_dump(mode="json", by_alias=True, include=_KEPT)
    told["title"] = f"{first.title}, our way"[:120]
    made, new = DistrictProtocol.objects.get_or_create(
        form_key=form_key,
        defaults={
            "key": f"{first.key[:45]}-{form_key.hex[:8]}",
            "begun_from": first.key,
            "begun_by": by,
        },
    )
    if not new:
        if made.begun_by_id != by.pk:
            raise NotThere
        return made
    ProtocolVersion.objects.create(protocol=made, number=1, told=told, changed_by=by)
    wrote("began a way to talk of the district’s own", by=by, on=made)
    return made


@transaction.atomic
def write_draft(
    found: DistrictProtocol, *, by: Person, told: dict[str, Any], changed: int
) -> ProtocolVersion:
    """Write the draft; a published version stays as it is and a next one begins.

    `changed` is the count that the page showed. Raises NotNow when somebody else changed the draft
    meanwhile and BadInput, naming the step, when a conversation could not be held with it.
    """
    kept = KEEP_PROTOCOL.find(by, found.pk, to_change=True)
    draft, newest = kept.draft, kept.versions.last()
    number = draft.number if draft else (newest.number if newest else 0) + 1
    as_way(told, key=kept.key, number=number)
    if draft is None:
        if changed:
            raise NotNow("This draft was published meanwhile. Open the page again to change it.")
        draft = ProtocolVersion(protocol=kept, number=number)
    elif draft.told == told:
        return draft
    elif draft.changed != changed:
        raise NotNow(
            f"{draft.changed_by.name} changed this draft meanwhile. Open it in another window, "
            "and bring the two together; nothing of yours was saved over it."
        )
    draft.told, draft.changed = told, draft.changed + 1
    draft.changed_by, draft.changed_at = by, timezone.now()
    draft.save()
    wrote("changed a way to talk", by=by, on=kept, detail={"version": number})
    return draft


@transaction.atomic
def publish_version(found: DistrictProtocol, *, by: Person, number: int) -> ProtocolVersion:
    """Publish a draft: conversations are planned with it from now on; twice it is published once.

    Conversations that are planned already keep the version with which they were planned.
    """
    kept = KEEP_PROTOCOL.find(by, found.pk, to_change=True)
    version = kept.versions.filter(number=number).first()
    if version is None:
        raise NotThere
    if version.published_at is not None:
        return version
    as_way(version.told, key=kept.key, number=number)
    version.published_at, version.published_by = timezone.now(), by
    version.save(update_fields=["published_at", "published_by"])
    wrote("published a way to talk", by=by, on=kept, detail={"version": number})
    return version
