"""Whether a clause tells that something is finished."""

import re

from language.lexicon import cue

_NOT_YET_DONE = re.compile(
    r"尽量|[这本]周(?!已)|必须|务必|一定要?|争取|预计|估计|能|可以|之?前|才|要(?!求)|得|明天|后天|下周|再"
)


_HANDED_OVER = re.compile(r"交接(?:工作|手续)?(?:已经?|都)?(?:[好完清妥毕过]|清楚|完毕|妥当|完成|结束)了?")


_CLOSES = re.compile(r"[了完好啦喽毕过清掉✔✅]")


def _in_name(word: re.Match[str], title: str) -> bool:
    """「归档这活真磨人」: a word of finishing that belongs to the name of the task finishes nothing."""
    return word[0] in title and not _CLOSES.match(word.string, word.end())


def is_done(text: str, title: str = "") -> bool:
    """Say whether a clause tells that something is finished, not that it must or will be.

    「我跟文斌交接好了」 finishes only what is called 交接: else somebody goes on with it.
    """
    if "交接" not in title:
        text = _HANDED_OVER.sub("，", text)
    word = next((w for w in cue("done").finditer(text) if not _in_name(w, title)), None)
    if word is None or re.match(
        r"的(?:同志|人|都|请|就|那)|(?:的)?那[天日会]|的?时候|之日", text[word.end() :]
    ):
        return False
    if cue("forecast").search(text[: word.start()]):
        return False
    return not _NOT_YET_DONE.search(text[max(0, word.start() - 6) : word.start()])
