"""The one process behind the scene: starts what is due, runs what waits, takes up what a dead worker left."""

import logging
import signal
import threading
from datetime import datetime, timedelta
from types import FrameType

from django.db import DatabaseError, OperationalError, close_old_connections, connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult

from filrouge.config.heartbeat import beat, is_alive
from filrouge.config.schedule import start_due_tasks

logger = logging.getLogger(__name__)
BEAT_SECONDS = 5.0
POLL_SECONDS = 1.0
LOOK_EVERY = timedelta(minutes=1)
LOST_AFTER = timedelta(minutes=10)
MOST_TRIES = 3


class WorkerDied(Exception):
    """Every worker that took this task up died while it ran."""


class Worker:
    """Runs until `stop`, which lets the task at hand finish.

    Several may run at once, on one database: each task and each scheduled hour goes to one of them.
    """

    def __init__(self) -> None:
        self.id = get_random_string(32)
        self.stopping = threading.Event()
        self.looked: datetime | None = None
        self.queue = QueueWorker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id=self.id,
        )

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        self.stopping.set()

    def run(self) -> None:
        """Works until told to stop by `stop`, SIGTERM or SIGINT."""
        before = {name: signal.signal(name, self.stop) for name in (signal.SIGTERM, signal.SIGINT)}
        pulse = threading.Thread(target=self.keep_beating, name="heartbeat", daemon=True)
        pulse.start()
        try:
            self.work()
        finally:
            self.stopping.set()
            pulse.join(timeout=BEAT_SECONDS)
            for name, handler in before.items():
                signal.signal(name, handler)

    def work(self) -> None:
        while not self.stopping.is_set():
            try:
                found_one = self.step(timezone.localtime())
            except OperationalError:
                # A database that restarts, or a file locked by a long import: the worker outlives both.
                logger.warning("The database did not answer; the worker tries again.", exc_info=True)
                connection.close()
                found_one = False
            if not found_one:
                self.stopping.wait(POLL_SECONDS)

    def step(self, now: datetime) -> bool:
        """Looks at the schedule when a minute has passed, then runs one task; says whether there was one."""
        close_old_connections()
        if self.looked is None or now - self.looked >= LOOK_EVERY:
            take_up_lost_tasks(now)
            start_due_tasks(now)
            self.looked = now
        return self.run_one()

    def run_one(self) -> bool:
        """Runs the next task that waits; says whether there was one."""
        # Looking first: taking a task locks SQLite, which an idle worker must not do every second.
        if not DBTaskResult.objects.ready().exists():
            return False
        self.queue.run()
        return True

    def keep_beating(self) -> None:
        """Gives a sign of life from a thread of its own: a long task must not look like a dead worker."""
        while True:
            try:
                beat(self.id, timezone.now())
            except DatabaseError:
                # The database is away or busy: readiness says so by itself, and the next beat tries again.
                connection.close()
            if self.stopping.wait(BEAT_SECONDS):
                break
        connection.close()


def take_up_lost_tasks(now: datetime) -> int:
    """Puts back the tasks whose worker died ten minutes ago or more; gives up after the third try.

    Says how many went back to the queue.
    """
    taken_up = 0
    for task in DBTaskResult.objects.running().filter(started_at__lt=now - LOST_AFTER):
        if task.worker_ids and is_alive(task.worker_ids[-1], now):
            continue
        # As it was read: another worker may have taken it up in between.
        same = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
        if len(task.worker_ids) < MOST_TRIES:
            taken_up += same.update(status=TaskResultStatus.READY, started_at=None)
        else:
            _give_up(same, now)
    return taken_up


def _give_up(task: QuerySet[DBTaskResult], now: datetime) -> None:
    task.update(
        status=TaskResultStatus.FAILED,
        finished_at=now,
        exception_class_path=f"{WorkerDied.__module__}.{WorkerDied.__qualname__}",
        traceback=str(WorkerDied.__doc__),
    )
