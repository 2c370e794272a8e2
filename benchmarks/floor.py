"""What this machine can do at best, measured in the same minute: the disk, and the barest bot with jieba."""

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from time import perf_counter

TOGETHER = 32
TABLES = (
    "CREATE TABLE inbox (id TEXT PRIMARY KEY, text TEXT, words TEXT)",
    "CREATE TABLE outbox (id INTEGER PRIMARY KEY, card TEXT)",
)


def fsync_ms(folder: Path, n: int = 200) -> list[float]:
    """How long appending 4 KiB and waiting for the disk takes."""
    took = []
    with open(folder / "fsync", "ab") as file:
        for _ in range(n):
            began = perf_counter()
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
            took.append(1000 * (perf_counter() - began))
    return took


def barest(texts: list[str], together: int = TOGETHER) -> float:
    """Messages a second of raw sqlite3 in one thread: cut with jieba, message and card in one commit, FULL."""
    import jieba

    jieba.setLogLevel(60)
    jieba.lcut("预热")
    waiting: SimpleQueue[str | None] = SimpleQueue()
    for text in [*texts, None]:
        waiting.put(text)
    with tempfile.TemporaryDirectory(prefix="zhibu-floor-") as folder:
        began = perf_counter()
        writer = Thread(target=_write, args=(Path(folder) / "f.db", waiting, together, jieba.lcut))
        writer.start()
        writer.join()
        return len(texts) / (perf_counter() - began)


def _write(file: Path, waiting: "SimpleQueue[str | None]", together: int, cut: object) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            db.execute(f"PRAGMA {pragma}")
        for table in TABLES:
            db.execute(table)
        n = 0
        for batch in _batches(waiting, together):
            db.execute("BEGIN IMMEDIATE")
            for text in batch:
                n += 1
                words = json.dumps(list(cut(text)), ensure_ascii=False)  # type: ignore[operator]
                db.execute("INSERT INTO inbox VALUES (?,?,?)", (str(n), text, words))
                db.execute("INSERT INTO outbox (card) VALUES (?)", (words,))
            db.execute("COMMIT")


def _batches(waiting: "SimpleQueue[str | None]", together: int) -> Iterator[list[str]]:
    batch: list[str] = []
    while (text := waiting.get()) is not None:
        batch.append(text)
        if len(batch) == together:
            yield batch
            batch = []
    if batch:
        yield batch
