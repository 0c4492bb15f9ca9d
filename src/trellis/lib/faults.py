"""Where may a test kill the process, to see that nothing is half done?"""

import os
import signal


def crash_point(name: str) -> None:
    """Die here, as by kill -9, when the environment says CRASH_AT=name; else do nothing."""
    if os.environ.get("CRASH_AT") == name:
        os.kill(os.getpid(), signal.SIGKILL)
