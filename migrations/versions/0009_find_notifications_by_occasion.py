"""Find notifications by their occasion: whoever is told anything is looked up by its key alone."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_notification_user_id_key"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_notification_key_user_id"), ["key", "user_id"])


def downgrade() -> None:
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_notification_key_user_id"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_notification_user_id_key"), ["user_id", "key"])
