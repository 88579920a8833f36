"""A proposal, and the act that comes months later with small changes."""

from gazetteer.proposals import follows
from gazetteer.registry import Register
from tests.gazetteer.towns import fill, notice

PROPOSAL = notice("2020-10-20", "命名 甲路 北子街-南丑街 500", "命名 乙路 东甲路-西寅街 300", kind="proposal")
DECISION = notice("2021-01-05", "命名 乙路 东甲路-西寅街 320", "命名 甲路 北子街-南卯街 500", "命名 丙路 北辰街-南巳街")


def test_a_decision_follows_a_proposal_and_says_what_changed():
    found = follows(PROPOSAL[1], DECISION[1])
    assert found is not None
    assert [step.changed for step in found.steps] == [("end",), ("length",)]
    assert found.added == (DECISION[1].entries[2].entry_id,)


def test_an_earlier_act_another_city_or_other_roads_do_not_follow():
    assert follows(PROPOSAL[1], notice("2019-01-05", "命名 甲路 北子街-南丑街")[1]) is None
    assert follows(PROPOSAL[1], notice("2021-01-05", "命名 甲路 北子街-南丑街", area="他市")[1]) is None
    assert follows(PROPOSAL[1], notice("2021-01-05", "命名 申路 北子街-南丑街")[1]) is None


def test_the_register_links_both_ways_whichever_came_first(tmp_path):
    for number, order in enumerate(([PROPOSAL, DECISION], [DECISION, PROPOSAL])):
        with Register.open(str(tmp_path / f"{number}.db")) as register:
            fill(register, order)
            (after,) = register.decisions_after(PROPOSAL[1].notice.notice_id)
            (before,) = register.proposals_before(DECISION[1])
            assert after == before
            assert register.decisions_after(DECISION[1].notice.notice_id) == ()
