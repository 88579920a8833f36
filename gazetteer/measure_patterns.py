"""The wording of measures: numbers and units, lengths, widths, and one changed into another."""

import re

# 1300 | 1,300 | 8.7 | 一千三百
NUMBER = (
    r"(?:\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d{1,9}(?:\.\d{1,6})?"
    r"|[一二三四五六七八九十百千万两零〇]{1,12}(?:点[一二三四五六七八九零〇]{1,4})?)"
)
# 米 | 公里 | 千米 | km | m
UNIT = r"(?:公尺|延长?米|米|公里|千米|km|KM|Km|㎞|m(?![A-Za-z])|M(?![A-Za-z]))"
# 全长变更为5460米
_CHANGES_TO = "(?:相应)?(?:变更|调整|更正|更改|增加|减少|延长|缩短|变|增|减|改)(?:为|至|到)"
_ABOUT = r"(?P<{0}_about>大?约为?|近|达|逾|超过|为约|约达|仅)?"
# 原长800米 | 原宽20米: what it was until now
_WAS = r"(?P<{0}_was>原来?(?=(?:道路|路面|红线)?[全总]?(?:长|宽|路长|路宽)度?约?为?\d))?"
_WAS_LONG, _WAS_WIDE = (_WAS.format(word) for word in ("length", "width"))
# 9~12.5 | 24+9+16 | 32至50
_MANY = rf"{NUMBER}(?:{UNIT}?(?:-|~|—|–|至|到|\+|－){{1,2}}{NUMBER}){{0,5}}"
LENGTH = (
    rf"{_WAS_LONG}"
    r"(?P<length_word>(?:道路|路线|线路|路段|该路|全线|设计|规划)?(?:全长|总长度?|长度|总?路长|里程|全程|长|L(?==)))"
    rf"(?:均?为|都?是|：|共|=|{_CHANGES_TO})?"
    + _ABOUT.format("length")
    + rf"(?P<length>{_MANY})(?P<length_over>余|多)?(?P<length_unit>{UNIT})?(?P<length_more>左右|余|多)?"
)
WIDTH = (
    rf"{_WAS_WIDE}"
    r"(?P<width_word>(?:含人行道)?(?:宽度：(?=道路|红线|路面|路幅|规划))?(?:规划|道路|设计|路面|平均|现状|路基)?(?:红线宽度?|(?:红线|路幅|幅宽)(?=约?\d)|路幅宽度?|路面宽度?|宽度|路宽|道宽|均宽|总宽度?|宽|[BW](?==))(?:范围)?)(?:（(?:红线|路幅|路面|含人行道)）)?"
    rf"(?:均?为|都?是|：|=|均(?=约?\d)|{_CHANGES_TO})?"
    + _ABOUT.format("width")
    + rf"(?P<width>{_MANY})(?P<width_over>余|多)?(?P<width_unit>{UNIT})?(?P<width_more>左右|余|多)?(?:不等)?"
)
# 车行道宽12米: the width of a road of which no other is told
ROADWAY = (
    r"(?P<roadway_word>(?:其中)?(?:双向)?(?:机动)?(?:车行道|行车道|主车道|(?<=机动)车道)(?:总|均)?宽度?)(?:为|是|均为)?"
    + _ABOUT.format("roadway")
    + rf"(?P<roadway>{_MANY})(?P<roadway_over>余|多)?(?P<roadway_unit>{UNIT})"
)
# 两侧人行道各宽3米: parts of a width, not the road's own
PART_WIDTH = (
    rf"(?P<part_width>(?!含人行道(?:路|总)?宽)(?:其中|包括|含)?(?:(?:延[伸长]|新增|增加)(?:路)?段(?:全|总)?长(?:度)?约?(?:为)?{_MANY}{UNIT}(?:，(?:红线|路)?宽度?约?(?:为)?{_MANY}{UNIT})?|(?:两侧|双侧|左右)?(?:各)?(?:人行道|绿化带|非机动车道|辅道|慢车道)(?:在)?(?:两侧|双侧|左右)?各(?:宽)?(?:为|约)?{_MANY}{UNIT}"
    rf"|(?:车行道|人行道|机动车道)各?{_MANY}{UNIT}|(?:两侧|双侧|单侧|左右)?(?:各有?)?(?:机动|非机动)?(?:车行道|车道|人行道"
    rf"|行车道|慢车道|绿化带|中央分隔带|非机动车道|辅道)(?:各|均)?(?:宽度?)(?:为|约"
    rf"|各为|均为)?{_MANY}{UNIT}?))"
)
# 长、宽分别为1260米、36米 | 长宽：860米×24米
BOTH_SIZES = (
    rf"(?P<both_sizes>(?:道路|规划)?长度?[、和及/]?宽度?(?:分别)?(?:为|是|：)*)约?(?P<both_length>{NUMBER})(?P<both_unit>{UNIT})?"
    rf"[、，和×xX*/]约?(?P<both_width>{NUMBER})(?P<both_unit_2>{UNIT})?"
)
# 长度分别为510米、495米和480米: of the roads just named, one by one
_WHAT = "(?:道路|路线)?(?:全长|总长|长度|长|红线宽度?|路宽|宽度|宽)"
EACH = (
    rf"(?P<each_word>{_WHAT}(?:分别|依次)|(?:分别|依次){_WHAT}|前者{_WHAT}(?=[^，。；、]{{2,16}}[，、；]后者[全总长宽]))约?(?:为|是)?约?"
    rf"(?P<each>{NUMBER}{UNIT}?(?:[、，；和及](?:后者{_WHAT}(?:为|是)?)?{NUMBER}{UNIT}?){{1,11}})"
)
EACH_ONE = re.compile(rf"(?P<value>{NUMBER})(?P<unit>{UNIT})?")
# 仅95米 | 1300米长
BARE_LENGTH = (
    rf"(?P<bare_about>仅|约|近|达|共|不足|长达)?(?P<bare>{NUMBER})(?P<bare_unit>{UNIT})(?P<bare_more>余|多|左右)?"
    r"(?P<bare_long>长)?(?=[，。；）、的]|$|(?<=公里)\d{1,3}(?:[。；]|$))"
)
BARE_WIDTH = rf"(?P<thick>{_MANY})(?P<thick_unit>{UNIT})宽(?=[，。；）、的]|$)"
# 长度由1.8公里调整为4.6公里
RESIZED = (
    rf"(?P<resized>(?P<resized_what>(?:道路)?(?:全长|长度|长|宽度|宽|红线宽度?))由(?:原来的)?(?P<resized_from>{NUMBER}){UNIT}?"
    rf"(?:调整|变更|更正|修改|更改|增加|减少|延长|延伸|缩短|改|增|减|缩|拓宽|延|变)(?:为|至|到)(?P<resized_to>{NUMBER})(?P<resized_unit>{UNIT}))"
)
