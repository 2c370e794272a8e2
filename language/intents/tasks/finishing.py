"""Whether a clause tells that something is finished."""

import re

from language.lexicon import cue

_NOT_YET_DONE = re.compile(
    r"尽量|[这本]周(?!已)|必须|务必|一定要?|争取|预计|估计|能|可以|之?前|才|要(?!求)|得|明天|后天|下周|再"
)


def is_done(text: str) -> bool:
    """Say whether a clause tells that something is finished, not that it must or will be."""
    word = cue("done").search(text)
    if word is None or re.match(
        r"的(?:同志|人|都|请|就|那)|(?:的)?那[天日会]|的?时候|之日", text[word.end() :]
    ):
        return False
    if cue("forecast").search(text[: word.start()]):
        return False
    return not _NOT_YET_DONE.search(text[max(0, word.start() - 6) : word.start()])
