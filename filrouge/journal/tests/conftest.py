from filrouge.journal.tests.guards import committed_journal

__all__ = ["committed_journal"]
