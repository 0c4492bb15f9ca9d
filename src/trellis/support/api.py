"""The door of `support`."""

from trellis.support.acts.agreements import (
    forget_old_notes,
    keep_note,
    propose_agreement,
    sign,
    write_entry,
)
from trellis.support.acts.answering import answered, note_visit, visited, write
from trellis.support.acts.answers import (
    agree,
)
from trellis.support.acts.asking import Way, ask, ask_also, front_desk, withdraw
from trellis.support.acts.calendar import (
    keep_free,
)
from trellis.support.acts.cards import choose_front_desk, make_card, publish_card
from trellis.support.acts.closing import close, not_yet, reopen
from trellis.support.acts.engagements import (
    announce,
)
from trellis.support.acts.forgetting import forget_old_visits
from trellis.support.acts.help_wanted import want_help
from trellis.support.acts.need import publish_need
from trellis.support.acts.past_answers import (
    take_over_past_answers,
)
from trellis.support.acts.past_requests import (
    take_over_past_requests,
)
from trellis.support.acts.past_visits import (
    take_over_past_free_days,
    take_over_past_visits,
)
from trellis.support.acts.running_out import tell_what_ran_out
from trellis.support.acts.taking_up import add_helper, hand_over, take_up
from trellis.support.lattice import drawn as draw_map
from trellis.support.models import (
    CLASS_OF,
    RELEASED_FROM,
    Agreement,
    Class,
    CoachingEntry,
    Engagement,
    FeedbackAsk,
    Hat,
    Kind,
    Message,
    Mode,
    NeedEdition,
    NeedIndex,
    Openness,
    RoleCard,
    Sending,
    Service,
    Started,
    State,
    SupportRequest,
    Terms,
    Transition,
    VisitState,
)
from trellis.support.permissions.cards import departments_of
from trellis.support.permissions.engagements import may_come
from trellis.support.permissions.requests import ASK_FOR, SEE_REQUEST, TAKE_UP
from trellis.support.queries.across import Crowded, coming_to, crowded_days
from trellis.support.queries.agreements import how_many_standing
from trellis.support.queries.calendar import Week, week_of
from trellis.support.queries.cards import search as services_about
from trellis.support.queries.cards import services
from trellis.support.queries.clocks import Standing, standings
from trellis.support.queries.engagements import (
    Seen,
    asked_to_change,
    follow_ups_at,
    follow_ups_of,
    logs_to_write,
    to_acknowledge,
    to_answer,
    visits_of,
)
from trellis.support.queries.feedback import asks_of, told_about
from trellis.support.queries.given import Given, support_given
from trellis.support.queries.map import support_map
from trellis.support.queries.map_lines import Line as MapLine
from trellis.support.queries.map_lines import SupportMap
from trellis.support.queries.need import need_by_school, newest_need
from trellis.support.queries.own_coaching import Cycle, Hours, cycles_of, hours_of, notes_kept
from trellis.support.queries.requests import (
    ORDERS,
    Desk,
    desk,
    open_requests,
    requests_of,
    requests_seen_by,
    schools_to_ask_for,
    waiting_for,
)
from trellis.support.queries.search import requests_about, visits_about
from trellis.support.queries.shared import (
    Ledger,
    StillToDo,
    shared_ledger,
    shared_week,
    still_to_do_at,
)
from trellis.support.rules.cards import Kasab, Offer
from trellis.support.rules.clocks import Clock, Promise, kept
from trellis.support.rules.feedback import (
    SHARE_ASKED,
)
from trellis.support.said import (
    Log,
    Next,
    Plan,
)
from trellis.support.said_past import (
    PastAsk,
    PastCount,
    PastEnd,
    PastFreeDay,
    PastMessage,
    PastRequest,
    PastSending,
    PastStep,
    PastView,
    PastVisit,
)
from trellis.support.saying_map import Sentence
from trellis.support.saying_map import said as say_map

__all__ = [
    "ASK_FOR",
    "Agreement",
    "CLASS_OF",
    "Class",
    "Clock",
    "CoachingEntry",
    "Crowded",
    "Cycle",
    "Desk",
    "Engagement",
    "FeedbackAsk",
    "Given",
    "Hat",
    "Hours",
    "Kasab",
    "Kind",
    "Ledger",
    "Log",
    "MapLine",
    "Message",
    "Mode",
    "NeedEdition",
    "NeedIndex",
    "Next",
    "ORDERS",
    "Offer",
    "Openness",
    "PastAsk",
    "PastCount",
    "PastEnd",
    "PastFreeDay",
    "PastMessage",
    "PastRequest",
    "PastSending",
    "PastStep",
    "PastView",
    "PastVisit",
    "Plan",
    "Promise",
    "RELEASED_FROM",
    "RoleCard",
    "SEE_REQUEST",
    "SHARE_ASKED",
    "Seen",
    "Sending",
    "Sentence",
    "Service",
    "Standing",
    "Started",
    "State",
    "StillToDo",
    "SupportMap",
    "SupportRequest",
    "TAKE_UP",
    "Terms",
    "Transition",
    "VisitState",
    "Way",
    "Week",
    "add_helper",
    "agree",
    "announce",
    "answered",
    "ask",
    "ask_also",
    "asked_to_change",
    "asks_of",
    "choose_front_desk",
    "close",
    "coming_to",
    "crowded_days",
    "cycles_of",
    "departments_of",
    "desk",
    "draw_map",
    "follow_ups_at",
    "follow_ups_of",
    "forget_old_notes",
    "forget_old_visits",
    "front_desk",
    "hand_over",
    "hours_of",
    "how_many_standing",
    "keep_free",
    "keep_note",
    "kept",
    "logs_to_write",
    "make_card",
    "may_come",
    "need_by_school",
    "newest_need",
    "not_yet",
    "note_visit",
    "notes_kept",
    "open_requests",
    "propose_agreement",
    "publish_card",
    "publish_need",
    "reopen",
    "requests_about",
    "requests_of",
    "requests_seen_by",
    "say_map",
    "schools_to_ask_for",
    "services",
    "services_about",
    "shared_ledger",
    "shared_week",
    "sign",
    "standings",
    "still_to_do_at",
    "support_given",
    "support_map",
    "take_over_past_answers",
    "take_over_past_free_days",
    "take_over_past_requests",
    "take_over_past_visits",
    "take_up",
    "tell_what_ran_out",
    "to_acknowledge",
    "to_answer",
    "told_about",
    "visited",
    "visits_about",
    "visits_of",
    "waiting_for",
    "week_of",
    "want_help",
    "withdraw",
    "write",
    "write_entry",
]
