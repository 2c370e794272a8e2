"""Who chaired a meeting, who kept its minutes, and how it voted."""

import sqlalchemy as sa
from alembic import op

from branch.records import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event") as event:
        event.add_column(sa.Column("chair", sa.String(), nullable=False, server_default=""))
        event.add_column(sa.Column("recorder", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("ayes", sa.Integer(), nullable=True),
        sa.Column("noes", sa.Integer(), nullable=True),
        sa.Column("abstentions", sa.Integer(), nullable=True),
        sa.Column("unanimous", sa.Boolean(), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=True),
        sa.Column("noted_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["branch"], ["branch.id"]),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"]),
        sa.ForeignKeyConstraint(["noted_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("vote") as vote:
        vote.create_index("ix_vote_branch", ["branch"], unique=False)
        vote.create_index("ix_vote_event_id", ["event_id"], unique=False)


def downgrade() -> None:
    op.drop_table("vote")
    with op.batch_alter_table("event") as event:
        event.drop_column("recorder")
        event.drop_column("chair")
