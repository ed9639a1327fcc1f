"""The command line of the product: ``python manage.py <command>``.

With no ``DATABASE_URL``/``REDIS_URL`` in the environment a command that needs them runs on the checkout's private
PostgreSQL and Redis: started here when they are not running, stopped here when this command was the last to use them.
"""

from __future__ import annotations

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procurement.settings")
    from procurement.local.command import run

    sys.exit(run(sys.argv))


if __name__ == "__main__":
    main()
