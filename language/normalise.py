"""Make a raw message plain: one form for digits, letters and marks, nothing invisible, a bounded length."""

import re
import unicodedata

from language.lexicon import HERE

LIMIT = 1_300
"""Characters read of one message; more is cut (a notice of two pages has about 1,000)."""

_FULL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "！，：；？（）"}
_MARKS = str.maketrans(
    {"　": " ", "〜": "~", "～": "~", "—": "-", "–": "-", "―": "-", "﹣": "-", "﹔": "；", "﹕": "："}
)
_HALF = re.compile(r"(?<![0-9A-Za-z])[,;?!:()]|[,;?!:()](?![0-9A-Za-z/])|(?<=[^\W\d_])[,;?!()]")
_WIDE = str.maketrans(",;?!:()", "，；？！：（）")
_CLOCK = re.compile(r"(?<=\d)：(?=[0-5]\d)")
_BLANKS = re.compile(r"[ \t]{2,}")
_COUNT = re.compile(
    r"(?<=[\u4e00-\u9fff]) ?(\d+) (?=[个名人位家份张根台套块片处条项米吨方件户次篇本孔层组榀节])"
    r"|^(\d+) (?=[个名家份张根台套块片处条项件篇组])"
)
_PARTICLE = re.compile(r"(?<!\b[好得])(?:嘞|咧|喽|咯|啰)(?=[，。！？；、\s哈啊]|$)")
_STICKER = re.compile(
    r"\[(?:太阳|玫瑰|握手|抱拳|强|鼓掌|加油|咖啡|庆祝|爱心|拥抱|拳头|胜利|礼物|烟花|福|发|红包|社会社会|合十|奋斗)\]"
    r"|[☀☁☂⛈✌✊☕⚓🌀-🍿🎁-🎉🏀-🐵🐷-💩💫-💯🔥🔔-🕋🚀-🛿🤖🥇-🥳🦀-🧿]"
)
_DIALECT = tuple(
    line.split("=")
    for line in (HERE / "dialect.txt").read_text(encoding="utf-8").splitlines()
    if "=" in line and not line.startswith("#")
)
_GOT = re.compile(r"没得(?=[到过罪出])")
_PLAIN = re.compile(r"[\u4e00-\u9fff，。、；：？！（）“”《》0-9A-Za-z\n]*\Z")


def normalise(text: str) -> tuple[str, bool]:
    """Return the plain text and whether it was cut."""
    cut = len(text) > LIMIT
    text = text[:LIMIT]
    if not _PLAIN.match(text):
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
        text = "".join(
            c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn")
        )
        text = text.replace("\ufe0f", "").translate(_FULL).translate(_MARKS)
        text = _without_stickers(text)
        text = _HALF.sub(lambda m: m[0].translate(_WIDE), text)
        text = _COUNT.sub(lambda m: m[1] or m[2], _BLANKS.sub(" ", text))
    return _standard(_CLOCK.sub(":", text).strip()), cut


def _without_stickers(text: str) -> str:
    """Return the text without pictures that only colour it; laughing ones and ticks say something."""
    plain = _STICKER.sub("", text)
    return plain if plain.strip() else text


def _standard(text: str) -> str:
    """Return the text with closing particles and a few words of dialects in their common form."""
    text = _PARTICLE.sub("了", text).replace("了了", "了")
    if not _GOT.search(text):
        for said, common in _DIALECT:
            text = text.replace(said, common)
    return text
