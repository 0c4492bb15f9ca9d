"""Who may open which address? One line an address, what each persona must be answered.

`ok` names the personas that get the page (200 or a redirect of its own); everybody else must get
404 (or 403 where the row says so). An address that is not listed here fails the build.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

EVERYBODY = frozenset(
    {
        "cabinet",
        "supervisor_of_east",
        "specialist",
        "coach_at_oak",
        "principal_of_oak",
        "principal_of_elm",
        "team_lead_at_oak",
        "teacher_at_oak",
        "assessment_coordinator",
        "pl_director",
        "sis_admin",
        "board_observer",
        "former_principal",
    }
)
CENTRAL = frozenset(
    {
        "cabinet",
        "supervisor_of_east",
        "specialist",
        "assessment_coordinator",
        "pl_director",
        "sis_admin",
    }
)
AT_OAK = frozenset({"coach_at_oak", "principal_of_oak", "team_lead_at_oak", "teacher_at_oak"})
STAFF = EVERYBODY - {"former_principal", "board_observer"}
IN_OFFICE = EVERYBODY - {"former_principal"}
LOADERS = frozenset({"sis_admin", "assessment_coordinator"})


@dataclass(frozen=True)
class Address:
    """One address of the site: its name, its arguments, who gets it, by which method."""

    name: str
    ok: frozenset[str]
    args: Callable[[Any], tuple[Any, ...]] = lambda _world: ()
    method: str = "get"
    refused: int = 404
    data: Callable[[Any], dict[str, Any]] = field(default=lambda _world: {})
    told: frozenset[str] = frozenset()
    """Who sees the record, and is told that the act is somebody else's (403)."""


HOME = [
    Address("today", EVERYBODY),
    Address("schools", STAFF),
    Address("school", CENTRAL | AT_OAK, lambda w: (w.cast.oak.key,)),
    Address("district", IN_OFFICE),
    Address("search", IN_OFFICE),
    Address("learned", STAFF),
    Address("report", frozenset({"cabinet", "board_observer"})),
    Address("report-css", frozenset({"cabinet", "board_observer"})),
    Address("report-zip", frozenset({"cabinet", "board_observer"})),
    Address("school-decisions", CENTRAL | AT_OAK, lambda w: (w.cast.oak.key,)),
    Address("district-decisions", CENTRAL),
    Address("me", EVERYBODY),
    Address("what-is-recorded", EVERYBODY),
]

INVITED = frozenset({"coach_at_oak", "principal_of_oak", "specialist"})
FACILITATOR = frozenset({"coach_at_oak"})
OWNERS = frozenset({"principal_of_oak", "specialist"})
PREDICTED = frozenset({"principal_of_oak"})
HER_PART = frozenset({"specialist"})
LEADS_AT_OAK = frozenset({"coach_at_oak", "principal_of_oak", "team_lead_at_oak"})
GOAL_SETTERS = LEADS_AT_OAK | {"principal_of_elm", "cabinet", "pl_director"}

EVIDENCE = [
    Address("evidence", IN_OFFICE),
    Address("evidence-csv", IN_OFFICE),
    Address("evidence-vega", IN_OFFICE),
    Address("evidence-pin", STAFF, method="post"),
    Address("finding", IN_OFFICE, lambda w: (w.finding.key,)),
]

FILES = [
    Address("files", LOADERS),
    Address("files", LOADERS, method="post"),
    Address("files-positions", frozenset({"cabinet", "sis_admin"})),
    Address("files-confirm", frozenset({"cabinet", "sis_admin"}), method="post"),
    Address("batch", LOADERS, lambda w: (w.batch.pk,)),
    Address("batch-state", LOADERS, lambda w: (w.batch.pk,)),
    Address("batch-approve", LOADERS, lambda w: (w.batch.pk,), "post"),
    Address("batch-again", LOADERS, lambda w: (w.batch.pk,), "post"),
    Address("batch-habits", LOADERS, lambda w: (w.batch.pk,), "post"),
    Address("batch-discard", LOADERS, lambda w: (w.batch.pk,), "post"),
    Address("batch-problems", LOADERS, lambda w: (w.batch.pk,)),
    Address("batch-map", LOADERS, lambda w: (w.batch.pk, w.file.pk)),
]

KEEPS_PROTOCOLS = frozenset({"cabinet", "pl_director", "coach_at_oak"})

CONVERSATIONS = [
    Address("conversations", EVERYBODY - {"board_observer"}),
    Address("conversation-plan", STAFF),
    Address("conversation-plan", STAFF, method="post"),
    Address("protocols", EVERYBODY),
    Address("protocol", EVERYBODY, lambda _w: ("atlas",)),
    Address("protocol", KEEPS_PROTOCOLS, lambda w: (w.own_protocol.key,)),
    Address("protocol-ours", KEEPS_PROTOCOLS, lambda _w: ("atlas",), "post"),
    Address("protocol-edit", KEEPS_PROTOCOLS, lambda w: (w.own_protocol.key,)),
    Address("protocol-edit", KEEPS_PROTOCOLS, lambda w: (w.own_protocol.key,), "post"),
    Address(
        "protocol-published",
        KEEPS_PROTOCOLS,
        lambda w: (w.own_protocol.key,),
        "post",
        data=lambda _w: {"version": "1"},
    ),
    Address("conversation-next", FACILITATOR, lambda w: (w.running.pk,), "post", told=OWNERS),
    Address("conversation-presenter", FACILITATOR, lambda w: (w.running.pk,), "post", told=OWNERS),
    Address("conversation-earlier", INVITED, lambda w: (w.running.pk,)),
    Address("conversation", INVITED, lambda w: (w.planned.pk,)),
    Address("conversation", INVITED, lambda w: (w.running.pk,)),
    Address("conversation-part", INVITED, lambda w: (w.running.pk, "stage")),
    Address("conversation-start", FACILITATOR, lambda w: (w.planned.pk,), "post", told=OWNERS),
    Address("conversation-step", FACILITATOR, lambda w: (w.running.pk,), "post", told=OWNERS),
    Address("conversation-time", FACILITATOR, lambda w: (w.running.pk,), "post", told=OWNERS),
    Address("conversation-close", FACILITATOR, lambda w: (w.running.pk,), "post", told=OWNERS),
    Address("conversation-off", FACILITATOR, lambda w: (w.planned.pk,), "post", told=OWNERS),
    Address("conversation-invite", FACILITATOR, lambda w: (w.planned.pk,), "post", told=OWNERS),
    Address("conversation-notes", INVITED, lambda w: (w.running.pk,), "post"),
    Address(
        "conversation-note",
        frozenset({"principal_of_oak"}),
        lambda w: (w.running.pk, w.note.pk),
        "post",
    ),
    Address(
        "conversation-compare",
        frozenset({"principal_of_oak"}),
        lambda w: (w.running.pk, w.note.pk),
        "post",
    ),
    Address("conversation-parts", FACILITATOR, lambda w: (w.running.pk,), "post", told=OWNERS),
    Address(
        "conversation-front",
        FACILITATOR,
        lambda w: (w.running.pk,),
        "post",
        data=lambda w: {"finding": w.finding.pk},
        told=OWNERS,
    ),
    Address("conversation-ask", FACILITATOR, lambda w: (w.running.pk,), told=OWNERS),
    Address("conversation-asked", FACILITATOR, lambda w: (w.running.pk,), "post", told=OWNERS),
    Address("conversation-then", INVITED, lambda w: (w.running.pk, w.finding.pk)),
    Address("conversation-turn", INVITED, lambda w: (w.running.pk,), "post"),
    Address("conversation-round", FACILITATOR, lambda w: (w.running.pk,), "post", told=OWNERS),
    Address(
        "conversation-share",
        frozenset({"principal_of_oak"}),
        lambda w: (w.running.pk, w.note.pk),
        "post",
    ),
    Address("conversation-share-all", FACILITATOR, lambda w: (w.running.pk,), "post", told=OWNERS),
    Address("conversation-headings", INVITED, lambda w: (w.running.pk,), "post"),
    Address("conversation-heading", INVITED, lambda w: (w.running.pk, w.heading.pk), "post"),
    Address("conversation-put", INVITED, lambda w: (w.running.pk, w.note.pk), "post"),
    Address("conversation-dots", INVITED, lambda w: (w.running.pk,), "post"),
    Address("conversation-count", FACILITATOR, lambda w: (w.running.pk,), "post", told=OWNERS),
    Address("conversation-door", FACILITATOR, lambda w: (w.running.pk,), "post", told=OWNERS),
    Address(
        "conversation-let-in",
        FACILITATOR,
        lambda w: (w.running.pk,),
        "post",
        data=lambda w: {"person": w.cast.supervisor_of_east.pk},
        told=OWNERS,
    ),
    Address("conversation-show-out", FACILITATOR, lambda w: (w.running.pk,), "post", told=OWNERS),
    Address("hint-words", STAFF),
    Address("hint-words", STAFF, method="post"),
    Address("join", EVERYBODY),
    Address("join", EVERYBODY, method="post"),
    Address("join-code", CENTRAL | AT_OAK, lambda w: (w.door.code,)),
    Address("join-code", CENTRAL | AT_OAK, lambda w: (w.door.code,), "post"),
    # Whoever is signed in goes to the door; only somebody without an account is a guest.
    Address("join-guest", EVERYBODY, lambda w: (w.door.code,), "post"),
    Address("guest-room", frozenset(), lambda w: (w.running.pk,)),
    Address("guest-part", frozenset(), lambda w: (w.running.pk, "stage")),
    Address("calibration", STAFF),
    Address("prediction-figure", PREDICTED, lambda w: (w.note.pk,)),
    Address("prediction-figure", PREDICTED, lambda w: (w.note.pk,), "post"),
    Address("live-after", INVITED, lambda w: (w.running.pk,)),
    Address("live-notes", INVITED, lambda w: (w.running.pk,), "post"),
    Address("minutes", CENTRAL | AT_OAK, lambda w: (w.closed.pk,)),
    Address("minutes-pdf", CENTRAL | AT_OAK, lambda w: (w.closed.pk,)),
    Address("packet", INVITED, lambda w: (w.planned.pk,)),
    Address("from-paper", FACILITATOR, lambda w: (w.planned.pk,), told=OWNERS),
    Address("from-paper", FACILITATOR, lambda w: (w.planned.pk,), "post", told=OWNERS),
    Address("minutes-md", CENTRAL | AT_OAK, lambda w: (w.closed.pk,)),
    Address("minutes-json", CENTRAL | AT_OAK, lambda w: (w.closed.pk,)),
]

COMMITMENTS = [
    Address("commitments", EVERYBODY),
    Address("commitment", CENTRAL | AT_OAK, lambda w: (w.commitment.pk,)),
    Address("part-done", HER_PART, lambda w: (w.part.pk,), "post"),
    Address("part-confirmed", CENTRAL, lambda w: (w.reported.pk,), "post"),
    Address("part-not-yet", CENTRAL, lambda w: (w.reported.pk,), "post"),
    Address("part-adapted", HER_PART, lambda w: (w.part.pk,), "post"),
    Address("part-dropped", HER_PART, lambda w: (w.part.pk,), "post"),
    Address("commitments-opening", INVITED, lambda w: (w.planned.pk,)),
    Address("commitments-in-conversation", INVITED, lambda w: (w.running.pk,)),
    Address("no-action", INVITED, lambda w: (w.running.pk,), "post"),
    Address("commitment-goals", OWNERS, lambda w: (w.commitment.pk,), "post"),
    Address("commitment-looks", OWNERS, lambda w: (w.commitment.pk,), "post"),
    Address("look", CENTRAL | AT_OAK, lambda w: (w.look.pk,)),
    Address("look-now", CENTRAL | AT_OAK, lambda w: (w.look.pk,), "post"),
    Address("look-said", OWNERS, lambda w: (w.look.pk,), "post"),
    Address("goals", IN_OFFICE),
    Address("goal", IN_OFFICE, lambda w: (w.district_goal.pk,)),
    Address("goal", CENTRAL | AT_OAK, lambda w: (w.goal.pk,)),
    Address("goal-new", GOAL_SETTERS),
    Address("goal-new", GOAL_SETTERS, method="post"),
    Address("goal-above", LEADS_AT_OAK, lambda w: (w.goal.pk,), "post"),
    Address("goal-ended", LEADS_AT_OAK, lambda w: (w.goal.pk,), "post"),
    Address(
        "goal-ended", frozenset({"cabinet", "pl_director"}), lambda w: (w.district_goal.pk,), "post"
    ),
    Address("promise-help", CENTRAL | AT_OAK, lambda w: (w.commitment.pk,)),
    Address("promise-help", LEADS_AT_OAK, lambda w: (w.commitment.pk,), "post"),
]

COMERS = CENTRAL | {"coach_at_oak"}
SPEAKERS = frozenset({"principal_of_oak", "team_lead_at_oak"})
COMES = frozenset({"specialist"})
THE_TWO = frozenset({"coach_at_oak", "teacher_at_oak"})
COACH = frozenset({"coach_at_oak"})
COACHES = frozenset({"coach_at_oak", "supervisor_of_east", "specialist", "pl_director"})
PRINCIPAL = frozenset({"principal_of_oak"})

VISITS = [
    Address("announce", COMERS),
    Address("announce", COMERS, method="post"),
    Address("visit", CENTRAL | AT_OAK, lambda w: (w.visit.pk,)),
    Address("visit", CENTRAL | AT_OAK, lambda w: (w.logged.pk,)),
    Address("visit-agreed", SPEAKERS, lambda w: (w.visit.pk,), "post"),
    Address("visit-change", SPEAKERS, lambda w: (w.visit.pk,), "post"),
    Address("visit-declined", SPEAKERS, lambda w: (w.visit.pk,), "post"),
    Address("visit-moved", COMES, lambda w: (w.agreed_visit.pk,), "post"),
    Address("visit-their-time", COMES, lambda w: (w.visit.pk,), "post"),
    Address("visit-called-off", COMES, lambda w: (w.visit.pk,), "post"),
    Address("visit-joined", COMERS, lambda w: (w.visit.pk,), "post"),
    Address("visit-put-right", COMES, lambda w: (w.logged.pk,), "post"),
    Address("visit-answered", SPEAKERS, lambda w: (w.logged.pk,), "post"),
    Address("visit-kind", SPEAKERS, lambda w: (w.logged.pk,), "post"),
    Address("follow-up-ended", COMES, lambda w: (w.follow_up.pk,), "post"),
    Address("log", COMERS),
    Address("log", COMERS, method="post"),
    Address("log-lists", COMERS),
    Address("log-offline", EVERYBODY),
    Address("service-worker", EVERYBODY),
    Address("school-visits", CENTRAL | AT_OAK, lambda w: (w.cast.oak.key,)),
    Address("visit-added", SPEAKERS, lambda w: (w.cast.oak.key,), "post"),
    Address("school-week", CENTRAL | AT_OAK, lambda w: (w.cast.oak.key,)),
    Address("kept-free", PRINCIPAL, lambda w: (w.cast.oak.key,), "post"),
    Address("opened-again", PRINCIPAL, lambda w: (w.blackout.pk,), "post"),
    Address("my-week", STAFF),
    Address("feeds", STAFF),
    Address("feeds", STAFF, method="post"),
    Address("feed-ended", COMES, lambda w: (w.feed.pk,), "post"),
    # Whoever holds a living secret reads it, signed in or not; this one never lived.
    Address("calendar", frozenset(), lambda _w: ("never-lived",)),
    Address("coaching", STAFF),
    Address("agreement-new", COACHES),
    Address("agreement-new", COACHES, method="post"),
    Address("agreement", THE_TWO, lambda w: (w.agreement.key,)),
    Address("agreement-terms", THE_TWO, lambda w: (w.agreement.key,), "post"),
    Address("terms-signed", THE_TWO, lambda w: (w.agreement.key, 2), "post"),
    Address("terms-refused", THE_TWO, lambda w: (w.agreement.key, 2), "post"),
    Address("agreement-ended", THE_TWO, lambda w: (w.agreement.key,), "post"),
    Address("coaching-entry", THE_TWO, lambda w: (w.agreement.key,), "post"),
    Address("entry-taken-back", COACH, lambda w: (w.agreement.key, w.entry.key), "post"),
    Address("notes", STAFF),
    Address("notes", STAFF, method="post"),
    Address("note-thrown-away", COACH, lambda w: (w.private_note.key,), "post"),
    Address("feedback", CENTRAL),
    Address("feedback-ask", PRINCIPAL, lambda w: (w.ask.pk,)),
    Address("feedback-ask", PRINCIPAL, lambda w: (w.ask.pk,), "post"),
    Address("feedback-not-there", PRINCIPAL, lambda w: (w.ask.pk,), "post"),
]

ASKERS = frozenset({"principal_of_oak", "team_lead_at_oak", "coach_at_oak", "principal_of_elm"})
KEEPERS = frozenset({"specialist", "pl_director", "cabinet"})
TAKERS = KEEPERS | {"supervisor_of_east"}

REQUESTS = [
    Address("support", STAFF),
    Address("catalogue", STAFF),
    Address("card", STAFF, lambda w: (w.card.key,)),
    Address("card-edit", KEEPERS, lambda w: (w.card.key,), told=STAFF),
    Address("card-edit", KEEPERS, lambda w: (w.card.key,), "post", told=STAFF),
    Address("card-new", KEEPERS),
    Address("card-new", KEEPERS, method="post"),
    Address("front-desk", frozenset({"cabinet", "pl_director"})),
    Address("front-desk", frozenset({"cabinet", "pl_director"}), method="post"),
    Address("ask", ASKERS),
    Address("ask", ASKERS, method="post"),
    Address("ask-promise", ASKERS),
    Address("desk", CENTRAL),
    Address("need", STAFF),
    Address("need", frozenset({"cabinet", "assessment_coordinator"}), method="post"),
    Address("school-requests", CENTRAL | AT_OAK, lambda w: (w.cast.oak.key,)),
    Address("support-request", CENTRAL | AT_OAK, lambda w: (w.request.pk,)),
    Address("request-taken-up", TAKERS, lambda w: (w.request.pk,), "post"),
    Address("request-helpers", CENTRAL, lambda w: (w.request.pk,), "post"),
    Address("request-handed-over", KEEPERS, lambda w: (w.led.pk,), "post"),
    Address("request-also", KEEPERS | PRINCIPAL, lambda w: (w.led.pk,), "post"),
    Address("request-messages", CENTRAL | AT_OAK, lambda w: (w.request.pk,), "post"),
    Address("request-helped", COMES, lambda w: (w.led.pk,), "post"),
    Address("request-closed", PRINCIPAL, lambda w: (w.request.pk,), "post"),
    Address("request-not-yet", PRINCIPAL, lambda w: (w.request.pk,), "post"),
    Address("request-reopened", PRINCIPAL, lambda w: (w.request.pk,), "post"),
    Address("request-withdrawn", PRINCIPAL, lambda w: (w.request.pk,), "post"),
]

NOTICES = [
    Address("notices", EVERYBODY),
    Address("notice", COMES, lambda w: (w.notice.pk,)),
    Address("notices-read", EVERYBODY, method="post"),
    Address("notices-mail", EVERYBODY, method="post"),
    Address("notices-stop", EVERYBODY, lambda w: (w.ticket,)),
]

SUPPORT_MAP = [
    Address("support-map", STAFF),
    Address("support-map-csv", STAFF),
    Address("next-day", CENTRAL),
    Address("support-measures", STAFF),
    Address("support-measure", STAFF, lambda _w: ("requested",)),
    Address("support-measure", STAFF, lambda _w: ("equity",)),
    Address("support-measure", CENTRAL, lambda _w: ("gaps",)),
]

ADDRESSES: list[Address] = [
    *HOME,
    *EVIDENCE,
    *FILES,
    *CONVERSATIONS,
    *COMMITMENTS,
    *VISITS,
    *REQUESTS,
    *NOTICES,
    *SUPPORT_MAP,
]

# Addresses that hold nobody's data, or whose secret is the key: nobody is asked to sign in.
WITHOUT_SIGN_IN = frozenset(
    {
        "what-is-recorded",
        "log-offline",
        "service-worker",
        "calendar",
        "notices-stop",
        "join",
        "join-code",
        "join-guest",
    }
)

# Addresses of sign-in itself: allauth's own tests and tests/web cover them.
OPEN_PREFIXES = ("accounts/",)
