"""What the bot must not keep: secret papers, reports against people, id numbers, wages. Pure."""

import re

SECRET = (
    "这像是涉密或内部定密的文件，群聊和本系统都不能存，没有记录。请按保密规定在涉密渠道办理，并把原消息撤回。"
)
ACCUSATION = "举报和问题线索不在这里登记，没有记录。请直接联系纪检委员，或走上级纪委的举报渠道。"
IDENTITY = "这里面像有身份证号，没有记录。名册不需要身份证号，请去掉号码再说一遍，并把原消息撤回。"
WAGES = "这里面像有个人收入，没有记录。工资和党费基数不进本系统，请当面或走财务渠道办理。"

_GRADE = r"(?:绝\s*密|机\s*密|秘\s*密)"
_NUMBER = r"[〔\[（(]\s*20\d\d\s*[〕\]）)]\s*第?\s*\d+\s*号"
_SECRET = re.compile(
    rf"{_GRADE}\s*[★☆]|密级\s*[:：]\s*{_GRADE}|{_GRADE}\s*级?\s*{_NUMBER}|{_NUMBER}\s*[(（【]?\s*{_GRADE}|^\s*[【\[]\s*{_GRADE}\s*[】\]]"
)
_ACCUSATION = re.compile(
    r"(?:我|本人|实名|匿名|现|要|来)\s*(?:要)?\s*(?:举报|检举|揭发)"
    r"|(?:举报|检举)\s*(?:信|材料|人)\s*[:：]|^\s*(?:举报|检举)(?!电话|信箱|邮箱|箱|渠道|方式|平台|制度|奖励)|问题线索\s*[:：]|线索举报\s*[:：]"
)
_IDENTITY = re.compile(r"(?<!\d)(\d{17}[\dXxＸ])(?![\dXx])")
_WAGE = re.compile(
    r"(?<!农民工)(?<!工人)(?:工资|薪酬|薪资|月薪|年薪|党费基数|税后)[^，。；;\n\d]{0,8}"
    r"(?:\d{4,}(?![\d万人年])|\d[\d,.]*\s*[元块kK])"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def guarded(text: str) -> str | None:
    """Say why a text must not be kept and where it belongs; None if it may be.

    Only plain signs count (a 密级 with its star or 文号, an 18-digit number with a true check digit, an
    amount beside 工资): talk about 保密教育 or 举报电话 is the branch's daily work.
    """
    if _SECRET.search(text):
        return SECRET
    if _ACCUSATION.search(text):
        return ACCUSATION
    if any(_is_identity(found) for found in _IDENTITY.findall(text)):
        return IDENTITY
    return WAGES if _WAGE.search(text) else None


def _is_identity(number: str) -> bool:
    """Whether 18 characters are a citizen's number (GB 11643: month, day and check digit)."""
    month, day = int(number[10:12]), int(number[12:14])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == number[17].upper().replace("Ｘ", "X")
