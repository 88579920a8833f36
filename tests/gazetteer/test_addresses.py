"""Addresses: where the road of one stands, and whether a road may lie where one says."""

import pytest

from gazetteer.addresses import Address, lies_in, read_address
from gazetteer.events import Place


@pytest.mark.parametrize(
    ("written", "parted"),
    [
        ("某市|甲山路|12号", True),
        ("某市东区|甲山路|附3号", True),
        ("|甲山路|12-3号", True),
        ("|甲山路|乙12号院3号楼2单元501", True),
        ("|甲山路|十二号", True),
        ("|甲山路|与丙河路交叉口", True),
        ("|甲山路|、丙河路交汇处东南角", True),
        ("|甲山路|/丙河路口", True),
        ("|甲山路|北段", True),
        ("|甲山路|东段12号", True),
        ("|甲山路|（近丙河路）", True),
        ("某市|甲山路|", True),
        ("|甲山路5号路|12号", True),
        ("|甲山路|5号路", False),  # a road of its own, as are the lane and the metro line
        ("|甲山路|5号路12号", False),
        ("|甲山路|112巷", False),
        ("|甲山路|3号线", False),
        ("|甲山路|小学", False),
        ("中山|东路|12号", False),  # 中山东路
        ("中山|甲山路|12号", True),
        ("|甲山路|", False),  # nothing is left over: a name
    ],
)
def test_an_address_is_parted_at_its_road(written: str, parted: bool):
    said = Address(*written.split("|"))
    assert (said in read_address(written.replace("|", ""))) is parted


@pytest.mark.parametrize(
    ("lead", "place", "may_be"),
    [
        ("某市", Place("某市", "东区"), True),
        ("某", Place("某市", "东区"), False),  # one character is no city
        ("海城", Place("海城市", "东区"), True),
        ("海城市", Place("某市", "东区"), False),
        ("海东省某市东区", Place("某市", "东区"), True),
        ("某市西区", Place("某市", "东区"), False),
        ("某市西区", Place("某市"), True),  # not known of the road
        ("某市市中区", Place("某市", "市中区"), True),
        ("某市中区", Place("某市", "市中区"), False),
        ("海城市中区", Place("海城市", "市中区"), True),
        ("海城市", Place("某市"), False),  # no district
        ("东区新村街道", Place("某市", "东区", ("新村街道办事处",)), True),
        ("东区老村镇", Place("某市", "东区", ("新村街道",)), False),
        ("东区老村镇", Place("某市", "东区"), True),
        ("高新区", Place("某市", "东区", zone="高新区"), True),
        ("某市东区", Place("东区"), True),
        ("某市", Place("东区"), False),
        ("某市", Place(), False),
    ],
)
def test_an_address_is_of_no_other_city_district_or_subdistrict(lead: str, place: Place, may_be: bool):
    assert lies_in(place, lead) is may_be
