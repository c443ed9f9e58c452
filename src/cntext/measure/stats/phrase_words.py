"""Kinds of words that matter to phrases of policy and that jieba's dictionary does not mark."""

from __future__ import annotations

# Verbs that it lacks or holds to be something else: to it 深化 is an abbreviation, 荣获 a
# person, 普及 a place, 健全 an adjective, 面向 a noun.
VERBS = frozenset(
    {"深化", "健全", "落实", "弘扬", "普及", "高举", "培育", "优化"}
    | {"助推", "盘活", "压实", "筑牢", "聚力", "赋能", "荣获", "面向", "贯彻执行"}
)
# What is adopted is a policy (实施乡村振兴战略); what is raised or increased is a quantity
# (提高产品质量, 增加固定资产投资).
ADOPTING = frozenset(
    {"实施", "实行", "推行", "试行", "推进", "推动", "深化", "贯彻", "落实", "贯彻落实", "执行"}
    | {"坚持", "践行", "弘扬", "高举", "开展", "启动"}
    | {"建立", "健全", "完善", "构建", "打造", "打好", "打赢"}
)
# What laws have done or forbidden, one act at a time: formulas of procedure and sanction
# (责令限期改正, 没收违法所得, 接受义务教育), no policy.
ENFORCING = frozenset(
    {"依法", "依照", "按照", "违反", "构成", "责令", "没收", "吊销", "追究", "处以", "给予", "征收"}
    | {"申请", "提出", "提交", "出具", "办理", "接受", "从事", "利用", "鼓励"}
    | {"设置", "设立", "举办", "制订", "制定"}
)
# Verbs of saying end no phrase: 负责人|表示.
SAYING = frozenset({"表示", "指出", "强调", "介绍", "认为", "说", "称", "透露", "提出"})
# Qualities that are made verbs in slogans: 产业|强|特色, 科技|兴|农业.
SLOGAN = frozenset("强兴富优活美稳促惠")
# They make a clause of the nouns on both sides: 大赛|获|一等奖, 作者|系|学院.
STATING = frozenset({"系", "获", "获得", "荣获", "是", "成为", "属于"})
# Those to whom a policy applies or who carry it out: persons, bodies, areas.
_BEARERS = frozenset(
    {"部门", "机关", "单位", "组织", "团体", "人员", "人民政府", "政府", "人", "党"}
    | {"地区", "地方", "农村", "城市", "城镇"}
    | {"儿童", "少年", "青年", "幼儿", "教师", "园长", "校长", "军人", "干部", "职工", "群众"}
    | {"居民", "农民", "工会", "协会"}
)
_BEARER_ENDINGS = (
    *(word for word in sorted(_BEARERS) if len(word) > 1),
    *("人", "者", "员", "学生", "研究生", "毕业生", "委员会", "联合会", "厅", "局"),
)
# A school, a firm or an office; behind a place, the name of one (重庆|工程|学院, 重庆|管委会).
_BODIES = ("学院", "大学", "中学", "小学", "学校", "公司", "集团", "医院", "银行", "管委会")
# Nouns that add nothing to a topic: 学校卫生工作 is 学校卫生.
LIGHT = frozenset(
    {"工作", "活动", "事业", "问题", "情况", "要求", "期限", "情形", "方面", "行为", "内容", "过程"}
    | {"需要", "作用", "领域", "事项", "任务", "建设", "管理"}
)
# Nouns that say how much or how well, or what comes of it; what ends with one names nothing:
# 综合服务能力, 人民生活水平, 多种形式.
_GENERIC = (
    *("水平", "能力", "质量", "力度", "规模", "速度", "比重", "程度", "步伐", "范围", "地位"),
    *(
        "形式",
        "规律",
        "特点",
        "现象",
        "状况",
        "情况",
        "因素",
        "环境",
        "条件",
        "基础",
        "优势",
        "潜力",
    ),
    *(
        "问题",
        "需求",
        "意见",
        "途径",
        "手段",
        "措施",
        "办法",
        "经验",
        "机会",
        "任务",
        "内容",
        "部分",
    ),
    *("成果", "成绩", "成就", "进展", "效益", "作用", "素质", "人员", "工作", "活动"),
)
# They point to something else in the text, or to its day: 同级公办学校, 户籍所在地, 今年中央财政.
POINTING = frozenset(
    {"同级", "同类", "同等", "上级", "下级", "上述", "所在", "所在地"}
    | {"今年", "去年", "明年", "上年", "今后", "近年", "近年来", "当前", "目前"}
)
# Nor is what is laid down elsewhere: 本法|规定, 国家有关|规定. 八项|规定 is a name.
REFERRED = frozenset(
    {"本法", "本条", "本条例", "本办法", "本规定", "前款", "前条", "国家", "国务院", "国家有关"}
    | {"法律", "法规", "法律法规", "行政法规", "有关", "相关"}
)
RULE = "规定"
# Verbs of being and having: what follows is said of something (是负责任的大国), not undertaken.
BEING = frozenset({"是", "有", "为", "成为", "具有", "属于", "包括"})
# Words of degree belong to the word behind them: 较|快发展, 又好又|快发展.
DEGREE = frozenset(
    {"较", "更", "最", "很", "又", "太", "极", "比较", "更加", "非常", "十分", "越来越"}
)
# What they govern is no end of a phrase that begins before them: 具体办法|由|国务院.
GOVERNING = frozenset({"在", "由", "对", "自", "从", "按照", "依照", "根据", "依据"})
# A choice between two things is no name of one.
EITHER = frozenset({"或", "或者", "以及", "及其"})
# Conjunctions that jieba's dictionary holds to be prepositions.
JOINING = frozenset({"与", "及", "同"})

# Of which place or level something is: 省级|产教融合, 全省|职业教育, 我校.
_LEVEL = frozenset("省市县区镇乡校院国")
_WHOSE = frozenset("全本我该各")
_INSTITUTIONS = ("学校", "院校", "机构", "单位", "企业", "组织", "公民")
# Those who act in the sentences of laws: 国家|鼓励, 部门|责令.
_ACTORS = frozenset({"国家", "我国", "国务院", "社会"})


def is_money(word: str) -> bool:
    """Say whether ``word`` is a sum: 一万元."""
    return len(word) > 1 and word[-1] == "元" and word[0] in "一二三四五六七八九十百千万几数"


def is_local(word: str) -> bool:
    """Say whether ``word`` says at which level or of which place: 省级, 全国, 我校."""
    if len(word) != 2:
        return False
    return (word[0] in _WHOSE and word[1] in _LEVEL) or (word[0] in _LEVEL and word[1] == "级")


def is_institution(word: str) -> bool:
    """Say whether ``word`` names those that are regulated: 民办学校, 职业培训机构, 企业."""
    return word.endswith(_INSTITUTIONS)


def is_bearer(word: str) -> bool:
    """Say whether ``word`` names persons, a body or an area: 部门, 残疾儿童, 贫困地区."""
    return word in _BEARERS or (len(word) > 1 and word.endswith(_BEARER_ENDINGS))


def is_body(word: str) -> bool:
    """Say whether ``word`` is a school, a firm or an office: 学院, 有限公司; 院 cut off from 职院."""
    return word == "院" or word.endswith(_BODIES)


def is_actor(word: str) -> bool:
    """Say whether ``word`` names who acts: 国家, 部门, 学校."""
    return word in _ACTORS or is_bearer(word) or is_institution(word)


def is_mutual(word: str) -> bool:
    """Say whether ``word`` is said of two things at once: 相结合, 相适应."""
    return len(word) > 2 and word[0] == "相"


def is_generic(word: str) -> bool:
    """Say whether ``word`` is or ends with a noun that names nothing: 形式, 技术水平."""
    return word.endswith(_GENERIC)
