#!/usr/bin/env python3
"""Filrouge's command line."""

import os
import sys

from filrouge.config.database import use_sound_sqlite

if __name__ == "__main__":
    use_sound_sqlite()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filrouge.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
