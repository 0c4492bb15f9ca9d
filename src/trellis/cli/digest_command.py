"""How does the daily round go: promises that ran out, what is forgotten, mail?"""

from __future__ import annotations

from rich.console import Console

from trellis.commitments.api import remind
from trellis.lib.api import NotNow, count
from trellis.notices.api import send_digests
from trellis.support.api import forget_old_notes, forget_old_visits, tell_what_ran_out


def digest() -> None:
    """Tell who is late or soon due, forget what is old, send everybody's mail.

    Run it once a day in the morning. A person gets one mail a day at most, with counts and links
    only, and none when nothing is new; running it again the same day sends only what could not
    be sent before. Owners of promises hear of a day once when it is near, once when it has passed,
    and on the day on which evidence is looked at again. Without TRELLIS_MAIL the mail is printed
    instead. Private notes are deleted when they are a year old, visits when they have stood in
    the ledger for five.
    """
    remind()
    told = tell_what_ran_out()
    forgotten, visits = forget_old_notes(), forget_old_visits()
    sent = send_digests()
    console = Console()
    console.print(f"{count(told, 'promise').capitalize()} ran out.", highlight=False)
    for n, what in ((forgotten, "private note"), (visits, "visit")):
        if n:
            console.print(f"{count(n, what).capitalize()}: forgotten, their time is over.")
    console.print(f"{count(sent.left, 'mail').capitalize()} sent.", highlight=False)
    if sent.refused:
        raise NotNow(
            f"{count(sent.refused, 'mail')} could not be sent: the mail server refused. "
            "Run this again later; nobody gets two."
        )
