"""Texts that no notice is: each could make a careless reader fail, hang or take a time that grows with its square."""

# what a text begins with, and what is said again and again after it
_BEGINNINGS = {
    "a million 起": ("道路命名东起", "起"),
    "no full stop": ("关于命名道路的通知\n", "东起人民路西至中山路长300米"),
    "a naming notice without a full stop": ("关于命名道路的通知\n1.明德路：东起乙路，西至丙路", "，东起甲路"),
    "open quotes": ("命名为路东起", "“"),
    "digits": ("道路命名东起甲路长", "1"),
    "bends": ("道路命名东起甲路", "向东折北"),
    "roads": ("命名为东起", "路"),
    "blanks": ("道路命名东起\n", "甲  乙"),
    "one long list": ("注销", "甲路、"),
    "one-character lines": ("关于命名道路的通知\n", "路\n"),
    "lines of marks": ("关于命名道路的通知\n东起甲路", "，\n"),
    "two-character lines": ("关于命名道路的通知\n", "路长\n"),
    "two-character lines without a title": ("", "街路\n"),
    "numbered lines": ("关于命名道路的通知\n", "1.路\n"),
    "meetings": ("关于命名道路的通知\n", "南与甲路相接"),
    "divisions": ("关于命名道路的通知\n", "以甲为界分为两段"),
    "pairs": ("关于命名道路的通知\n", "甲乙路与丙丁路，"),
    "corrections": ("关于更正道路命名的公告\n", "起点甲应为乙"),
    "ranges without an end": ("关于命名道路的通知\n明德路：", "甲路，"),
}


def hostile_texts(size: int) -> dict[str, str]:
    """The texts by what they are made of, each of some `size` characters."""
    nested = {"nested brackets": "命名路东起" + "（" * (size // 2) + "）" * (size // 2)}
    return nested | {name: first + again * (size // len(again)) for name, (first, again) in _BEGINNINGS.items()}
