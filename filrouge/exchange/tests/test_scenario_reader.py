from itertools import pairwise

import pytest

from filrouge.exchange.scenarios.problems import ScenarioError
from filrouge.exchange.scenarios.reader import MAX_BYTES, read
from filrouge.exchange.tests.scenario_texts import MME_E, line_of


def problems_of(data):
    with pytest.raises(ScenarioError) as raised:
        read(data)
    return [(problem.line, problem.message.replace("\u00a0", " ")) for problem in raised.value.problems]


def test_a_case_is_read_with_its_lines_and_dates_as_texts():
    document = read(MME_E.encode())
    assert document.tree["evenements"][3]["date"] == "2018-06"
    assert document.line("evenements", 3, "fait") == line_of(MME_E, "{id: ev04")
    assert document.line("evenements", 3, "no such key") == line_of(MME_E, "{id: ev04")
    assert document.line("nowhere") == 1


def test_values_are_plain_and_an_unquoted_day_is_a_text():
    tree = read("\ufeffa: 2018-03-12\nb: [1, 1.5, true, null, ~, 'x']\nc: {d: 1_000}").tree
    assert tree == {"a": "2018-03-12", "b": [1, 1.5, True, None, None, "x"], "c": {"d": 1000}}


def test_what_nobody_reads_as_a_number_is_a_text():
    assert read("a: [12:30, 007, 1:02:03, 0, 0.5, -3, 1_000]").tree == {
        "a": ["12:30", "007", "1:02:03", 0, 0.5, -3, 1000]
    }


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "le fichier est vide."),
        ("---\n", 1, "le fichier est vide."),
        ("- a\n- b", 1, "n’est pas une table"),
        ("un texte", 1, "n’est pas une table"),
        ("a: 1\nb:\n\tc: 2", 3, "une tabulation"),
        ('a: 1\nb: "c\n', 2, "guillemets ouverts"),
        ("a: 1\nb: {c: 1, d: [2}", 2, "crochet"),
        ("a: {b: 1\nc: 2", 2, "accolade"),
        ("a: Mme E.: venue", 1, "deux-points de trop"),
        ("a: 1\n---\nb: 2", 2, "un second document"),
        ("a: 1\n2: b", 2, "une clé doit être un mot ; « 2 »"),
        ("? [a, b]\n: c", 1, "une clé doit être un mot"),
        ("a: {b: 1}\nc: *b", 2, "renvoi « *b » à rien d’écrit plus haut"),
        ("a: &x [1, *x]", 1, "renvoi « *x » à rien d’écrit plus haut"),
        ("a: !!python/object:os.system x", 1, "étiquette de type"),
        ("a: ! x", 1, "étiquette de type"),
        ("a: !!set {x}", 1, "étiquette de type"),
        ("a: 1\n<<: {b: 2}", 2, "« << » a un sens particulier"),
        ("a: =", 1, "« = » a un sens particulier"),
        ("a: .inf", 1, "« .inf » ne se lit pas comme un nombre"),
        ("a: 0b_", 1, "« 0b_ » ne se lit pas comme un nombre"),
        ("a: " + "9" * 5000, 1, "ne se lit pas comme un nombre"),
        ("a: 0x" + "f" * 5000, 1, "ne se lit pas comme un nombre"),
        ('a: 1\nb: "\\0"', 2, "caractère invisible interdit (U+0000)"),
        ('a: "\\uD800"', 1, "caractère invisible interdit (U+D800)"),
        ("a: 1\nb: \x01", 2, "caractère invisible interdit (U+0001)"),
        ('a: "\\UFFFFFFFF"', 1, "ne se lit pas ici"),
        ("%YAML 9.1\n---\na: 1", 1, "ne se lit pas ici"),
        ("a: " + "[" * 40, 1, "emboîtées trop profondément"),
    ],
)
def test_what_is_not_the_yaml_of_the_form_is_refused_with_its_line(text, line, said):
    ((found, message),) = problems_of(text)
    assert (found, said in message) == (line, True), message


def test_every_problem_is_collected_not_the_first_only():
    found = problems_of("id: a\nid: b\nc: {d: !x 1, d: 2}\n3: e")
    assert [line for line, _message in found] == [2, 3, 3, 4]


def test_a_file_full_of_faults_is_told_in_a_page():
    with pytest.raises(ScenarioError) as raised:
        read("\n".join(f"{number}: a" for number in range(100)))
    assert len(raised.value.problems) == 100
    assert str(raised.value).count("\n") == 40
    assert str(raised.value).endswith("… et 60 autres problèmes.")


def test_a_message_names_the_line_and_the_key():
    with pytest.raises(ScenarioError, match="^Ligne 2\u00a0: clé en double «\u00a0id\u00a0».$"):
        read("id: a\nid: b")


def test_what_a_program_wrote_once_and_repeats_is_read_as_if_written_twice():
    tree = read("a: &x {b: [1, 2]}\nc: *x\nd: &y texte\ne: [*y, *x]").tree
    assert tree == {"a": {"b": [1, 2]}, "c": {"b": [1, 2]}, "d": "texte", "e": ["texte", {"b": [1, 2]}]}
    assert tree["a"] is not tree["c"]


@pytest.mark.parametrize("width, keys", [(10, "abcdefgh"), (1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN")])
def test_repeating_is_bounded_in_number_and_in_depth(width, keys):
    lines = ["a: &a [x, x]"]
    lines += [f"{k}: &{k} [{', '.join([f'*{p}'] * width)}]" for p, k in pairwise(keys)]
    ((_line, message),) = problems_of("\n".join(lines))
    assert message == "trop de renvois : recopiez le texte."


def test_bytes_that_are_not_utf8_are_refused_with_their_line():
    assert problems_of("a: 1\nb: é".encode("latin-1"))[0][0] == 2


@pytest.mark.parametrize(
    "data", [b"a: " + b"x" * MAX_BYTES, "é" * (MAX_BYTES // 2 + 1), "\ud800" * MAX_BYTES]
)
def test_a_file_too_long_is_refused_before_it_is_read(data):
    assert "dépasse 5 Mo" in problems_of(data)[0][1]


def test_a_lone_surrogate_in_a_text_is_refused():
    assert "UTF-8" in problems_of("a: \ud800")[0][1]
