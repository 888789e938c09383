"""Who helps, who looked, who may read what."""

from datetime import timedelta

import pytest
from django.utils import timezone

from filrouge.accounts.models import Membership, User
from filrouge.parcours.models import CircleMember
from filrouge.parcours.use_cases import circle, services, sharing
from filrouge.space.tests.visits import address, browser_of, count_queries, looked, read
from filrouge.territory.models import Organisation
from tests.personas import NOW, on, world


def name_helper(made, name, **links):
    return circle.name_participant(made.parcours, name=name, kind="sante", by=made.claire, now=NOW, **links)


def test_helpers_names_who_helps_today_what_they_do_and_since_when(made):
    nurse = name_helper(made, "Infirmière Petit", phone="01 99 00 45 67", professional_identity="infirmière")
    services.begin_spell(
        made.parcours, provider=nurse, nature="un passage par jour", area="health", since=on("2018-09"),
        by=made.claire, now=NOW,
    )  # fmt: skip
    text = read(made.person_account, "helpers", made.parcours)
    assert "Infirmière Petit" in text
    assert "L’aide&nbsp;: un passage par jour." in text
    assert "Depuis septembre 2018." in text
    assert 'href="tel:01 99 00 45 67"' in text
    assert made.participants["ines"].name in text
    assert made.participants["hugo"].name not in text
    assert "Infirmière Petit" not in read(made.relative_account, "helpers", made.parcours)


def test_helpers_says_who_the_contact_is_or_that_nobody_is(made):
    assert f"<b>{made.claire.name}</b> est mon contact." in read(
        made.person_account, "helpers", made.parcours
    )
    circle.end_lead(made.lead, until=on("2019-07-01"), by=made.claire, now=timezone.now())
    for page in ("helpers", "welcome", "sharing"):
        text = read(made.person_account, page, made.parcours)
        assert "Personne n’est mon contact pour le moment." in text
        assert "Depuis le 1er juillet 2019." in text


def test_helpers_says_when_the_contact_is_not_sure(made):
    circle.end_lead(made.lead, until=on("[2019..2100]"), by=made.claire, now=timezone.now())
    text = read(made.person_account, "helpers", made.parcours)
    assert f"<b>{made.claire.name}</b> est peut-être mon contact." in text


def test_helpers_keeps_a_relatives_own_number_for_the_person(made):
    made.daughter.phone = "06 99 00 11 22"
    made.daughter.save(update_fields=["phone"])
    assert "06 99 00 11 22" in read(made.person_account, "helpers", made.parcours)
    assert "06 99 00 11 22" not in read(made.relative_account, "helpers", made.parcours)


def test_helpers_asks_the_database_as_often_for_2_as_for_50(made):
    client, url = browser_of(made.person_account), address("helpers", made.parcours)
    few = count_queries(client, url)
    for number in range(50):
        circle.add_member(name_helper(made, f"Aide {number}"), role="intervention", by=made.claire, now=NOW)
    assert count_queries(client, url) == few


def test_lookers_names_who_looked_with_what_and_when(made):
    at = looked(made.claire, made, ago=timedelta(days=21), page="circle")
    text = read(made.person_account, "lookers", made.parcours)
    assert made.claire.name in text
    assert f"MAIA {made.number}" in text
    assert "Il y a 3 semaines" in text
    assert f"{timezone.localtime(at).year}" in text
    assert "Cette personne a vu&nbsp;: qui aide, le cercle." in text


def test_lookers_marks_ones_own_visits_and_closed_accounts(made):
    looked(made.person_account, made, ago=timedelta(days=1))
    looked(User(), made, ago=timedelta(days=1), page="unheard.of")
    text = read(made.person_account, "lookers", made.parcours)
    assert "Moi" in text
    assert "Un compte fermé" in text
    assert "une page du dossier" in text


def test_lookers_says_where_somebody_worked_then(made):
    Membership.objects.filter(user=made.claire).update(until_at=timezone.now() - timedelta(days=10))
    elsewhere = Organisation.objects.create(name="Ailleurs")
    Membership.objects.create(
        user=made.claire,
        organisation=elsewhere,
        role="professional",
        since_at=timezone.now() - timedelta(days=5),
    )
    looked(made.claire, made, ago=timedelta(days=20))
    text = read(made.person_account, "lookers", made.parcours)
    assert f"MAIA {made.number}" in text
    assert "Ailleurs" not in text


def test_lookers_shows_nothing_of_another_record(made):
    other = world(2)
    looked(made.anne, other, ago=timedelta(days=1))
    assert made.anne.name not in read(made.person_account, "lookers", made.parcours)


def test_lookers_by_key(made):
    for day in range(130, 0, -1):
        looked(made.claire if day % 2 else made.ines, made, ago=timedelta(days=day))
    client, url = browser_of(made.person_account), address("lookers", made.parcours)
    first = client.get(url)
    rest = client.get(url, {"avant": first.context["page"].following})
    shown = [look.at.exact for page in (first, rest) for look in page.context["page"].looks if not look.is_me]
    assert len(shown) == len(set(shown)) == 130
    assert "La suite" in first.content.decode()
    assert rest.context["page"].following is None


@pytest.mark.parametrize("before", ["x", "9" * 40, "-1", "²"])
def test_lookers_takes_a_strange_rank_for_none(made, before):
    answer = browser_of(made.person_account).get(address("lookers", made.parcours), {"avant": before})
    assert answer.status_code == 200


def test_lookers_asks_the_database_as_often_for_2_as_for_50(made):
    client, url = browser_of(made.person_account), address("lookers", made.parcours)
    looked(made.claire, made, ago=timedelta(days=60))
    looked(made.ines, made, ago=timedelta(days=59))
    few = count_queries(client, url)
    for day in range(50, 0, -1):
        looked(made.claire if day % 2 else made.anne, made, ago=timedelta(days=day))
    assert count_queries(client, url) == few


def share_of(text, name):
    """What the page says of one member."""
    return text.split(name)[1].split('class="nom"')[0]


def test_sharing_says_what_each_reads_and_why(made):
    text = read(made.person_account, "sharing", made.parcours)
    claire = share_of(text, made.claire.name)
    assert "Tout le fil est ouvert." in claire
    assert "C’est mon contact." in claire
    assert made.participants["hugo"].name not in text
    part = share_of(text, made.participants["ines"].name)
    assert "Santé" in part
    assert "Logement" not in part
    assert "J’ai donné mon accord." in part
    assert "Mars 2018" in part
    assert "j’ai dit oui" in part


def test_sharing_follows_a_withdrawn_agreement_at_once(made):
    sharing.record_consent(
        made.participants["ines"],
        areas=["health"],
        decision="withdrawn",
        on=on("2019-01"),
        by=made.claire,
        now=NOW,
    )
    part = share_of(read(made.person_account, "sharing", made.parcours), made.participants["ines"].name)
    assert "Aucun domaine n’est ouvert." in part
    assert "j’ai choisi de ne pas partager" in part


def test_sharing_names_who_helps_without_reading(made):
    circle.add_member(
        name_helper(made, "Sans accès"), role="intervention", by=made.claire, now=NOW, access_open=False
    )
    text = read(made.person_account, "sharing", made.parcours)
    assert "Elles ne lisent pas mon fil." in text
    assert "Sans accès" in text
    assert CircleMember.objects.get(participant__name="Sans accès").access_from is None


def test_sharing_tells_a_relative_of_their_own_place_alone(made):
    text = read(made.relative_account, "sharing", made.parcours)
    assert "Vie quotidienne" in text
    assert "Santé" not in text
    assert made.participants["ines"].name not in text


def test_sharing_asks_the_database_as_often_for_2_as_for_50(made):
    client, url = browser_of(made.person_account), address("sharing", made.parcours)
    few = count_queries(client, url)
    for number in range(50):
        circle.add_member(
            name_helper(made, f"Aide {number}"),
            role="intervention",
            areas=["health"],
            by=made.claire,
            now=NOW,
        )
    assert count_queries(client, url) == few
