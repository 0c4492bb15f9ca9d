"""Where Django's own commands are reached by people who work on Trellis."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trellis.project.settings")
    execute_from_command_line(sys.argv)
