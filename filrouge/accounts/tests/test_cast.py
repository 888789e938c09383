import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from filrouge.accounts.models import Membership, User
from filrouge.accounts.queries import cast, written_cast
from filrouge.accounts.roles import ROLES
from filrouge.accounts.tests.test_sign_in import journalled
from filrouge.accounts.use_cases import disable, ensure_cast
from filrouge.journal.models import JournalEntry

pytestmark = pytest.mark.urls("filrouge.accounts.tests.pages")
KEYS = {
    "gestionnaire", "mediateur", "infirmiere_reseau", "aide_domicile", "tuteur", "mme_e", "lina", "mere_lina",
    "responsable", "pilote", "ailleurs", "dpo", "admin",
}  # fmt: skip


@pytest.fixture
def accounts(db) -> dict[str, User]:
    return ensure_cast(now=timezone.now())


def enter(browser: Client, member: str, **more: str):
    return browser.post(reverse("accounts:demo_sign_in"), {"member": member, **more})


def test_ensure_cast_opens_every_member_once(accounts):
    lines = JournalEntry.objects.count()
    again = ensure_cast(now=timezone.now())
    assert again == accounts
    assert set(accounts) == KEYS
    assert not any(user.has_usable_password() for user in accounts.values())
    assert Membership.objects.count() == sum(bool(member.role) for member in written_cast())
    assert JournalEntry.objects.count() == lines == len(KEYS)


def test_ensure_cast_gives_each_the_role_of_the_data_file(accounts):
    for member in written_cast():
        assert accounts[member.key].roles == {member.role or member.kind}
        assert member.role_label == ROLES[member.role or member.kind].label


def test_ensure_cast_follows_a_changed_name_and_keeps_sessions(accounts, in_demo, client):
    enter(client, "gestionnaire")
    User.objects.filter(pk=accounts["gestionnaire"].pk).update(name="Autre")
    assert ensure_cast(now=timezone.now())["gestionnaire"].name == "Claire Gauthier"
    assert client.get("/").content.decode() == "Claire Gauthier"


def test_the_sign_in_page_shows_who_may_be_entered_as_in_a_demonstration(accounts, in_demo, client):
    page = client.get(reverse("account_login")).text
    for member in cast():
        assert all(said in page for said in (member.name, member.sentence, f'value="{member.key}"'))


def test_the_cast_is_hidden_outside_the_demonstration(accounts, client):
    assert cast() == []
    page = client.get(reverse("account_login")).text
    assert "gestionnaire" not in page
    assert enter(client, "gestionnaire").status_code == 404
    assert client.get("/").status_code == 302


def test_one_click_opens_a_member_of_the_cast(accounts, in_demo, client):
    assert enter(client, "gestionnaire").url == "/"
    assert client.get("/").content.decode() == "Claire Gauthier"
    assert client.session["signed_in_as_demo"] is True
    assert journalled()[-1] == ("accounts.signed_in", {"means": "demonstration"})


def test_one_click_changes_from_one_member_to_another(accounts, in_demo, client):
    enter(client, "gestionnaire")
    enter(client, "mme_e")
    assert client.get("/").content.decode() == "Mme E."


@pytest.mark.parametrize(("asked", "led"), [("/essai/", "/essai/"), ("https://ailleurs.example/", "/")])
def test_one_click_leads_on_only_inside(accounts, in_demo, client, asked, led):
    assert enter(client, "gestionnaire", next=asked).url == led


def test_one_click_is_for_open_accounts_of_the_cast_only(accounts, in_demo, client):
    disable(accounts["ailleurs"], by=accounts["admin"], now=timezone.now())
    for member in ("ailleurs", "personne", ""):
        assert enter(client, member).status_code == 404
    assert client.get(reverse("accounts:demo_sign_in")).status_code == 405


def test_my_account_says_roles_in_sentences(accounts, in_demo, client):
    enter(client, "responsable")
    page = client.get(reverse("accounts:me")).text
    for said in ("Sophie Vidal", "MAIA", str(ROLES["team_lead"].label)):
        assert said in page
    assert reverse("account_change_password") not in page
