"""How Alembic reaches our tables. Only storage/migrating.py and `alembic revision` come here."""

from alembic import context
from sqlmodel import SQLModel

import branch.events  # noqa: F401
import branch.items  # noqa: F401
import branch.people  # noqa: F401
import branch.registers  # noqa: F401
import branch.votes  # noqa: F401
import storage.tables  # noqa: F401
from storage.engines import open_engine

connection = context.config.attributes.get("connection")
if connection is None:
    connection = open_engine(context.get_x_argument(as_dictionary=True)["url"]).connect()
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,  # SQLite alters tables by copying them
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
