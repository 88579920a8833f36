"""Whether a notice decides, proposes or asks, as its title and wording say."""

import re

from gazetteer.notices import NoticeKind

_PROPOSAL_TITLE = re.compile(
    r"公示|征求.{0,6}意见|征集|草案|听证|拟(?:命|更|定|将|对|调)|预命名|意见征集|意见稿|请你评|评路名|征名"
)
_PROPOSAL_BODY = re.compile(
    r"方案公示|正在公示|道路拟命名|拟命名(?:的)?(?:道路|说明|情况|名称)|拟(?:对|将).{0,20}道路(?:进行|予以)?(?:命名|更名)|现?(?:将.{0,40})?(?:予以|进行)公示|公示如下|公示(?:期|时间|日期|期限|起止|自)|社会公示|拟(?:更名|命名|调整)方案|可(?:以)?对拟|将(?:提交|报请|报)[^。，]{0,20}(?:批准|审批|审定)|征求(?:社会|公众|广大|各界)?.{0,10}意见|如有(?:不同)?(?:意见|异议)|(?:公开|拟)征集|征集[^。，]{0,14}(?:意见|名称|路名|道路名)|请.{0,30}(?:提出|反馈)(?:.{0,10})意见|意见反馈|建议方式"
)
_PAST_PUBLICITY = re.compile(
    r"(?:公示(?:等(?:环节|程序)|期满|无异议|结束|后|，无)|经(?:过)?(?:社会|网上)?公示|已(?:经)?公示|公示.{0,10}无异议|经征求|征求.{0,20}意见(?:并|之?后|，经|的基础))"
)
# 征求各方意见，…，经市人民政府批准: the opinions were asked for before it was decided
_DECIDED_AFTER = re.compile(
    r"(?:已经?|经过|并经)过?(?:批准|审批|审定)|正式(?:予以)?命名|经[^。]{2,40}(?:批准|审议通过|研究(?:同意|决定)?|审定)|批复》?|^[^。]{0,30}(?:基础上|之后)，[^。，]{0,8}(?:决定|同意)|下发(?:文件|通知)|(?:公告|通告|通知|批复)如下"
)
# 已经县人民政府批准，现向社会公示如下: shown after it was decided
_SHOWN_AFTER = re.compile(
    r"(?:已|业)经?[^。，；]{0,20}(?:政府|常务会议?)[^。，；]{0,6}(?:批准|审定|审议通过)，?(?:现|特)[^。；]{0,20}公示"
)
# 经市政府批准，…。另外，乙路的命名方案正在征求意见: other roads than those that were decided on
_STILL_ASKED = re.compile("方案(?:目前|现)?(?:正在|还在|尚在|仍在)(?:向社会|公开|广泛)?$")
# 下一步，…，届时会向社会征集路名
_LATER = re.compile("下一?步|下一?阶段|届时|今后|将来")
_DECIDED = re.compile("经[^。；]{2,20}(?:批准|审定|审议通过)，")
_REQUEST = re.compile(
    r"妥否|当否|请(?:予)?(?:函复|批复|批准|审批|审定|核准|复函)|特此(?:请示|函请)|以上意见|盼复|请予?审[核批定]|请[贵你][^。；，]{1,4}(?:按程序|按规定|依法|抓紧|尽快)?(?:研究|办理|审核|审定)|请予(?:以)?(?:支持|研究|办理)"
)


def read_kind(title: str | None, words: str, proposed: int, entries: int) -> NoticeKind:
    """Whether the notice decides, proposes or asks, from its title, its wording and how many clauses say 拟."""
    title = title or ""
    if re.search(r"请示|(?<![复批])函$", title) and "复函" not in title and _REQUEST.search(words):
        return NoticeKind.REQUEST
    if title.endswith("请示") or ("的请示" in title[-4:] and _REQUEST.search(words)):
        return NoticeKind.REQUEST
    if (
        re.search(r"(?:通知|批复|复函|通告|决定)$", title)
        and not re.search(r"拟|征求|征集|草案|公示", title)
        and not (entries and proposed * 2 >= entries)
    ):
        return NoticeKind.DECISION
    shown_only = not re.search("拟|预公示|预命名|征求|征集|草案|听证", title) and not proposed
    if "公示" in title and shown_only and _SHOWN_AFTER.search(words):
        return NoticeKind.DECISION
    if _PROPOSAL_TITLE.search(title):
        return NoticeKind.PROPOSAL
    if entries and proposed * 2 >= entries:
        return NoticeKind.PROPOSAL
    for found in _PROPOSAL_BODY.finditer(words):
        if "征求" in found[0] and _DECIDED_AFTER.search(words[found.end() : found.end() + 200].partition("。")[0]):
            continue
        said = words.rfind("。", 0, found.start()) + 1
        if _STILL_ASKED.search(words, said, found.start()) and _DECIDED.search(words, 0, said):
            continue
        if _LATER.search(words, said, found.start()):
            continue
        around = words[max(0, found.start() - 6) : found.end() + 12]
        if not _PAST_PUBLICITY.search(around):
            return NoticeKind.PROPOSAL
    return NoticeKind.DECISION
