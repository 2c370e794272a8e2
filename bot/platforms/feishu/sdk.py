"""What we take from lark-oapi: the frame of its long connection, and the words of that protocol.

`import lark_oapi` loads every api of the platform (3.5 s and 170 MiB, measured); the frame needs nineteen
small modules of it. So the two parent packages stand in as empty modules while those are loaded, and go
away again: a later plain `import lark_oapi` in the same process finds the whole SDK as usual.
"""

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

PARENTS = ("lark_oapi", "lark_oapi.ws")
FRAMES = "lark_oapi.ws.pb.pbbp2_pb2"
WORDS = "lark_oapi.ws.const"


def load() -> tuple[Any, ModuleType]:
    """Return the Frame class and the module of protocol words, loaded lightly where that works."""
    if any(parent in sys.modules for parent in PARENTS):
        return load_plainly()
    try:
        return _load_seeded()
    except (ImportError, AttributeError, TypeError):
        return load_plainly()


def load_plainly() -> tuple[Any, ModuleType]:
    """Return the same by importing the SDK the way it is meant to be."""
    return import_module(FRAMES).Frame, import_module(WORDS)


def _load_seeded() -> tuple[Any, ModuleType]:
    spec = find_spec("lark_oapi")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("lark_oapi")
    root = spec.submodule_search_locations[0]
    try:
        for name, place in zip(PARENTS, (root, f"{root}/ws"), strict=True):
            sys.modules[name] = _hollow(name, place)
        return load_plainly()
    finally:
        # The hollow parents must not outlive this: anybody else is owed the real package.
        for name in PARENTS:
            sys.modules.pop(name, None)


def _hollow(name: str, place: str) -> ModuleType:
    module = ModuleType(name)
    module.__path__ = [place]
    return module


Frame, words = load()
"""`Frame`: SeqID, LogID, service, method, headers[{key, value}], payload. `words`: header names and codes."""

CONTROL, DATA = 0, 1
ENDPOINT: str = words.GEN_ENDPOINT_URI
