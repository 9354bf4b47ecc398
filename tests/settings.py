"""The settings under test: those of the platform, with a state folder and a database of their own.

The database is the one that ``TONGBAN_DATABASE_URL`` names (Django puts ``test_`` before its name), else an SQLite
*file*: threads on the in-memory database fail with "table is locked".
"""

import atexit
import os
import shutil
import tempfile

# Child processes find the folder in the environment and share it; only the process that made it removes it.
if "TONGBAN_TESTS_FOLDER" not in os.environ:
    os.environ["TONGBAN_TESTS_FOLDER"] = tempfile.mkdtemp(prefix="tongban-tests-")
    atexit.register(shutil.rmtree, os.environ["TONGBAN_TESTS_FOLDER"], ignore_errors=True)
os.environ["TONGBAN_STATE_DIR"] = os.environ["TONGBAN_TESTS_FOLDER"]

from tongban.server.settings import *  # noqa: F403 (settings are one flat list of names)
from tongban.server.settings import DATABASES, STATE, STATIC_ROOT

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(STATE / "test.sqlite3")}
    # What a test writes need not survive a power cut.
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

STATIC_ROOT.mkdir(exist_ok=True)  # the static file server warns of a folder that is not there
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
REFUSE_SILENT_ACTIONS = True  # an action that changes rows tells the journal, or says why not
