from filrouge.needs.rules.voices import to_bring_together


def test_voices_of_one_author_need_no_bringing_together():
    assert not to_bring_together([])
    assert not to_bring_together(["network", "network"])
    assert not to_bring_together([None])


def test_unmarked_voices_of_different_authors_stand_to_be_brought_together():
    assert to_bring_together(["network", "clic"])
    assert to_bring_together(["network", None]), "nobody knows who the other is"
    assert to_bring_together([None, None])
