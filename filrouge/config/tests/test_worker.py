import signal
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from filrouge.config import worker
from filrouge.config.heartbeat import ANY_WORKER, beat, is_alive
from filrouge.config.jobs import KEPT, forget_finished_tasks
from filrouge.config.schedule import SCHEDULE, Scheduled, due_at, start_due_tasks
from filrouge.config.tests import tasks

PARIS = ZoneInfo("Europe/Paris")
NIGHTLY = Scheduled("5 3 * * *", tasks.count)


@pytest.fixture(autouse=True)
def one_connection(db, monkeypatch):
    """The worker renews its connection at each step; here that would drop the test's transaction."""
    cache.clear()
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)


def paris(*moment):
    return datetime(*moment, tzinfo=PARIS)


def kill(dead="dead", *, minutes=11, tries=1):
    """A task that a worker had taken up when it was killed."""
    result = tasks.count.enqueue()
    started = timezone.now() - timedelta(minutes=minutes)
    DBTaskResult.objects.filter(pk=result.id).update(
        status=TaskResultStatus.RUNNING, started_at=started, worker_ids=[dead] * tries
    )
    return DBTaskResult.objects.get(pk=result.id)


class TestSchedule:
    @pytest.mark.parametrize(
        ("last", "now", "expected"),
        [
            (paris(2026, 3, 2, 3, 5), paris(2026, 3, 3, 3, 4), None),
            (paris(2026, 3, 2, 3, 5), paris(2026, 3, 3, 3, 5), paris(2026, 3, 3, 3, 5)),
            (paris(2026, 3, 2, 3, 5), paris(2026, 3, 9, 8, 0), paris(2026, 3, 3, 3, 5)),
            (None, paris(2026, 3, 3, 8, 0), paris(2026, 3, 3, 8, 0)),
        ],
    )
    def test_due_at(self, last, now, expected):
        assert due_at("5 3 * * *", last, now) == expected

    @pytest.mark.parametrize("change", [(2026, 3, 29), (2026, 10, 25)])
    def test_due_once_in_the_night_when_the_clock_changes(self, change):
        hours = [paris(*change, 0, 0).astimezone(ZoneInfo("UTC")) + timedelta(hours=n) for n in range(12)]
        last, runs = paris(*change, 0, 0) - timedelta(minutes=1), 0
        for hour in hours:
            if due_at("30 2 * * *", last, hour.astimezone(PARIS)):
                last, runs = hour.astimezone(PARIS), runs + 1
        assert runs == 1

    def test_start_due_tasks_once_an_hour_come(self):
        now = timezone.localtime()
        assert start_due_tasks(now, [NIGHTLY]) == 1
        assert start_due_tasks(now + timedelta(minutes=1), [NIGHTLY]) == 0
        assert start_due_tasks(now + timedelta(days=1), [NIGHTLY]) == 1

    def test_start_due_tasks_by_two_workers_starts_one(self, monkeypatch):
        monkeypatch.setattr(tasks.count.__class__, "enqueue", lambda task: None)
        now = timezone.localtime()
        assert start_due_tasks(now, [NIGHTLY]) + start_due_tasks(now, [NIGHTLY]) == 1

    def test_every_scheduled_task_can_be_started(self):
        assert start_due_tasks(timezone.localtime()) == len(SCHEDULE)
        assert {result.task.module_path for result in DBTaskResult.objects.all()} == {
            entry.task.module_path for entry in SCHEDULE
        }


class TestHeartbeat:
    def test_a_worker_lives_for_a_minute_after_its_last_beat(self):
        now = timezone.now()
        beat("w1", now)
        assert is_alive("w1", now + timedelta(seconds=59))
        assert is_alive(ANY_WORKER, now + timedelta(seconds=59))
        assert not is_alive("w1", now + timedelta(seconds=60))
        assert not is_alive("w2", now)

    def test_the_pulse_goes_on_when_the_database_is_away(self, monkeypatch):
        process, beats = worker.Worker(), []

        def away_once(worker_id, now):
            beats.append(worker_id)
            if len(beats) == 1:
                raise OperationalError("database is locked")
            process.stop()

        monkeypatch.setattr(worker, "BEAT_SECONDS", 0.001)
        monkeypatch.setattr(worker, "beat", away_once)
        monkeypatch.setattr(worker.connection, "close", lambda: None)
        process.keep_beating()
        assert beats == [process.id, process.id]


class TestLostTasks:
    def test_killed_worker_its_task_runs_once_afterwards(self):
        lost = kill()
        assert worker.take_up_lost_tasks(timezone.now()) == 1
        assert worker.take_up_lost_tasks(timezone.now()) == 0
        process = worker.Worker()
        assert process.run_one() is True
        assert process.run_one() is False
        lost.refresh_from_db()
        assert (lost.status, lost.return_value, cache.get("runs")) == (TaskResultStatus.SUCCESSFUL, 1, 1)
        assert lost.worker_ids == ["dead", process.id]

    def test_a_long_task_of_a_living_worker_is_left_alone(self):
        kill("w1")
        beat("w1", timezone.now())
        assert worker.take_up_lost_tasks(timezone.now()) == 0

    def test_a_task_just_taken_up_is_left_alone(self):
        kill(minutes=9)
        assert worker.take_up_lost_tasks(timezone.now()) == 0

    def test_a_task_that_killed_three_workers_is_given_up(self):
        lost = kill(tries=3)
        assert worker.take_up_lost_tasks(timezone.now()) == 0
        lost.refresh_from_db()
        assert lost.status == TaskResultStatus.FAILED
        assert lost.exception_class_path == "filrouge.config.worker.WorkerDied"
        assert lost.finished_at is not None


class TestRun:
    @pytest.fixture
    def process(self, monkeypatch):
        monkeypatch.setattr(worker.Worker, "keep_beating", lambda self: None)
        monkeypatch.setattr(worker, "start_due_tasks", lambda now: 0)
        monkeypatch.setattr(worker, "POLL_SECONDS", 0.001)
        return worker.Worker()

    def test_sigterm_lets_the_task_at_hand_finish_and_takes_no_other(self, process):
        first, second = tasks.ask_the_process_to_stop.enqueue(), tasks.count.enqueue()
        handler = signal.getsignal(signal.SIGTERM)
        process.run()
        states = dict(DBTaskResult.objects.values_list("pk", "status"))
        assert [str(status) for status in states.values()].count("SUCCESSFUL") == 1
        assert DBTaskResult.objects.get(pk=first.id).status == TaskResultStatus.SUCCESSFUL
        assert DBTaskResult.objects.get(pk=second.id).status == TaskResultStatus.READY
        assert signal.getsignal(signal.SIGTERM) == handler

    def test_a_task_that_fails_does_not_stop_the_worker(self, process):
        broken, good = tasks.fail.enqueue(), tasks.count.enqueue()
        tasks.ask_the_process_to_stop.enqueue()
        process.run()
        assert DBTaskResult.objects.get(pk=broken.id).status == TaskResultStatus.FAILED
        assert DBTaskResult.objects.get(pk=good.id).status == TaskResultStatus.SUCCESSFUL

    def test_the_worker_outlives_a_database_that_is_away(self, process, monkeypatch, caplog):
        moments = iter([OperationalError("database is locked"), None])

        def step(now):
            if failure := next(moments):
                raise failure
            process.stop()
            return False

        monkeypatch.setattr(process, "step", step)
        monkeypatch.setattr(worker.connection, "close", lambda: None)
        process.work()
        assert "The database did not answer" in caplog.text

    def test_the_schedule_is_looked_at_once_a_minute(self, process, monkeypatch):
        looks = []
        monkeypatch.setattr(worker, "start_due_tasks", looks.append)
        now = timezone.localtime()
        for seconds in (0, 1, 59, 60, 61, 125):
            process.step(now + timedelta(seconds=seconds))
        assert [(look - now).seconds for look in looks] == [0, 60, 125]

    def test_command_worker_runs_until_told_to_stop(self, process):
        tasks.ask_the_process_to_stop.enqueue()
        call_command("worker")
        assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


def test_forget_finished_tasks_keeps_a_month():
    old, recent = tasks.count.enqueue(), tasks.count.enqueue()
    waiting = tasks.count.enqueue()
    for result, age in ((old, KEPT + timedelta(hours=1)), (recent, KEPT - timedelta(hours=1))):
        DBTaskResult.objects.filter(pk=result.id).update(
            status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now() - age
        )
    assert forget_finished_tasks.call() == 1
    assert set(map(str, DBTaskResult.objects.values_list("pk", flat=True))) == {recent.id, waiting.id}
