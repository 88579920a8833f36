"""What came of what, and the roads of addresses, on every store."""

from gazetteer.addresses import find_by_address
from gazetteer.lineage import Kin, Turned, lineage, merged_into, predecessors_of
from gazetteer.records import changes_of
from gazetteer.registry import Register
from tests.conftest import NewUrl
from tests.gazetteer.towns import fill, notice

NAMED = notice("2005-01-01", "命名 甲路 东子街-西丑街 @东区", "命名 乙路 东丑街-西寅街", "命名 丙巷 北卯街-南辰街")
DONE = notice("2012-01-01", "分段 甲路>甲东路", "分段 甲路>甲西路", "更名 丙巷>丁街 合并")
LATER = notice("2020-01-01", "更名 甲西路>戊路", "销名 乙路")
ELSEWHERE = notice("2006-01-01", "命名 乙路 东子街-西丑街 @西区", area="他市")


def test_what_came_of_what_is_told_of_each_change(new_url: NewUrl):
    with Register.open(new_url()) as register:
        fill(register, [NAMED, DONE, LATER, ELSEWHERE])
        ids = {name: register.find(name) for name in ("甲路", "甲东路", "戊路", "丙巷", "丁街")}
        done = DONE[1].notice.notice_id
        turned = [
            Turned(road_id, change.act, change.notice_id)
            for road_id in ids.values()
            for change in changes_of(register.record(road_id))
        ]
        with register.store.reading() as connection:
            found = lineage(connection, turned)
            assert predecessors_of(connection, ids.values()) == {
                ids["甲东路"]: [ids["甲路"]],
                ids["戊路"]: [ids["甲路"]],
                ids["丁街"]: [ids["丙巷"]],
            }
        whole, street = Kin(ids["甲路"], "甲路"), Kin(ids["丁街"], "丁街")
        assert found == {
            Turned(ids["甲路"], "Split", done): (
                Kin(ids["甲东路"], "甲东路"),
                Kin(ids["戊路"], "甲西路"),
            ),  # as it was then
            Turned(ids["甲东路"], "Named", done): (whole,),
            Turned(ids["戊路"], "Named", done): (whole,),
            Turned(ids["丙巷"], "Merged", done): (street,),
            Turned(ids["丁街"], "Named", done): (Kin(ids["丙巷"], "丙巷"),),
        }


def test_a_road_that_was_there_already_took_in_those_merged_into_it_that_day(new_url: NewUrl):
    joined = notice("2012-01-01", "更名 丙巷>乙路 合并", "调整 乙路 东丑街-西寅街 > 东丑街-西辰街")
    with Register.open(new_url()) as register:
        fill(register, [NAMED, joined])
        kept, taken = register.find("乙路"), register.find("丙巷")
        (named, *others) = changes_of(register.record(kept))
        with register.store.reading() as connection:
            assert merged_into(connection, kept, named.notice_id, named.on) == ()
            found = [merged_into(connection, kept, one.notice_id, one.on) for one in others]
        assert (Kin(taken, "丙巷"),) in found


def test_an_address_is_on_the_road_of_its_city(new_url: NewUrl):
    with Register.open(new_url()) as register:
        fill(register, [NAMED, ELSEWHERE])

        def cities(written: str, **asked: str) -> list[str] | None:
            on = find_by_address(register, written, 5, **asked)
            return None if on is None else sorted(f"{'-' * on.is_elsewhere}{hit.version.place.area}" for hit in on.hits)

        assert cities("乙路12号") == ["他市", "某市"]
        assert cities("他市西区乙路12号") == ["他市"]
        assert cities("他市东区乙路12号") == ["-他市", "-某市"]
        assert cities("乙路12号", area="某市") == ["某市"]
        assert cities("他市乙路12号", area="某市") == ["-某市"]
        assert cities("己路12号") is None
        assert cities("乙路") is None
