import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from filrouge.desk.tests.pages import add_facts, thread_of

pytestmark = pytest.mark.django_db
MOST = 15


def count_queries(client, url) -> int:
    """All questions of a page, those of the house included; not the marks of a transaction.

    A session is written once a minute at most: a visit just before has done so.
    """
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return sum("SAVEPOINT" not in query["sql"] for query in asked.captured_queries)


def test_thread_asks_as_many_questions_whatever_its_length(made, signed_in):
    client = signed_in(made.claire)
    counts = [count_queries(client, thread_of(made, au="15/09/2018"))]
    for more in (50, 350):
        add_facts(made, more)
        counts.append(count_queries(client, thread_of(made, au="15/09/2018")))
    assert len(set(counts)) == 1
    assert counts[0] <= MOST
