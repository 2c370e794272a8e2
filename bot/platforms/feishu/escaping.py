"""Text made harmless: what a member wrote can neither ping, nor style, nor link, nor break a card.

Cards carry it in plain_text nodes only, where nothing is parsed; angle brackets are drawn full-width all the
same, so that no client and no later format can read a tag. Where Feishu might parse (text messages), what
could become a link is broken too.
"""

import re
import unicodedata

BIDI_AND_ZERO_WIDTH = {
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    0x200B,
    0x200C,
    0x200E,
    0x200F,
    0x2060,
    0xFEFF,
}
BRACKETS = {ord("<"): "＜", ord(">"): "＞"}
MARKUP = BRACKETS | {ord("["): "［", ord("]"): "］", ord("*"): "＊", ord("`"): "｀", ord("~"): "～"}
PHONE = re.compile(r"(?<!\d)(1[3-9]\d)[ -]?\d{4}[ -]?(\d{4})(?!\d)")
IDENTITY = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?![\dXx])")
ACCOUNT = re.compile(r"\b(?:ou|on|oc|om|cli)_[0-9a-zA-Z]{8,}")
LINK = re.compile(r"(?i)://|\bwww\.|(?<=mailto):|(?<=tel):")
OPEN_ID = re.compile(r"ou_[0-9A-Za-z_-]{1,64}\Z")
"""The only shape of an account that ever stands on a card: in the bot's own @, and in a picker of people."""


def tidy(text: str) -> str:
    """Drop control, bidi and zero-width characters and lone surrogates; keep line breaks and emoji."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(c for c in text if c == "\n" or not _hidden(c))


def plain(text: str, *, group: bool = False) -> str:
    """Text for a node in which nothing is parsed. In a `group`, phone and identity numbers are veiled."""
    text = tidy(text).translate(BRACKETS)
    return veiled(text) if group else text


def literal(text: str, *, group: bool = False) -> str:
    """Text for a message that Feishu may parse: no tag, no style, no link survives."""
    return LINK.sub(_broken, plain(text, group=group).translate(MARKUP))


def veiled(text: str) -> str:
    """Hide what must never stand in a group: mobile and identity numbers, platform ids."""
    text = IDENTITY.sub("（证件号略）", text)
    return ACCOUNT.sub("（账号略）", PHONE.sub(r"\1****\2", text))


def shorten(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _hidden(c: str) -> bool:
    return ord(c) in BIDI_AND_ZERO_WIDTH or unicodedata.category(c) in ("Cc", "Cs")


def _broken(link: re.Match[str]) -> str:
    return link.group().translate({ord(":"): "：", ord("."): "。"})
