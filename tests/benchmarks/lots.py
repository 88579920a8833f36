"""What a world is dealt out of: the parts of the streets, and the stretches picked to be roads."""

from dataclasses import dataclass, field
from random import Random

from tests.benchmarks.stretches import Meeting, Stretch

_SYLLABLES = "春夏秋冬山水云雨风雪松竹梅兰桃李杏柳安宁康泰和顺祥瑞文德仁义礼智信诚明远景盛嘉荣华锦绣"


@dataclass(frozen=True, eq=False)
class Pick:
    """A stretch chosen to be a road: what it is called, as what kind, and whether it is taken out."""

    stretch: Stretch
    name: str
    kind: str
    deleted: bool
    refers_to: frozenset[str] = frozenset()  # names of picks its ends lie on
    run: Stretch | None = None  # the stretch as it runs on past its end, where an offset is to lie beyond

    @property
    def links(self) -> frozenset[int]:
        """All links that are its own."""
        return (self.run or self.stretch).links


@dataclass(eq=False)
class Lots:
    """The parts of the streets in one world, and the links already given away."""

    random: Random
    hosts: frozenset[str]
    hidden: frozenset[str]
    taken_names: set[str]
    used: set[int] = field(default_factory=set)
    own_names: set[str] = field(default_factory=set)  # streets of which a road bears the name

    def invent(self) -> str:
        """A road name that nothing in the town has."""
        while True:
            name = "".join(self.random.sample(_SYLLABLES, 2)) + self.random.choice("路路路街街巷")
            if name not in self.taken_names:
                self.taken_names.add(name)
                return name

    def is_loose(self, meeting: Meeting) -> bool:
        """Whether a road that ends there ends on no street with a name."""
        return meeting.street is None or meeting.street in self.hidden
