"""Create partnerships."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "partnership",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("aims", sa.String(length=2000), nullable=False),
        sa.Column("domains", sa.JSON(), nullable=False),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("message", sa.String(length=2000), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("answer_until", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("state_reason", sa.String(length=2000), nullable=False),
        sa.Column("state_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_partnership_branch_id")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["user.id"], name=op.f("fk_partnership_proposed_by_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_partnership_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership")),
    )
    with op.batch_alter_table("partnership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partnership_audience"), ["audience"], unique=False)
        batch_op.create_index(batch_op.f("ix_partnership_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_partnership_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_partnership_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "party",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("partnership_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("roster", sa.String(length=20), nullable=False),
        sa.Column("agreed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["agreed_by_id"], ["user.id"], name=op.f("fk_party_agreed_by_id")),
        sa.ForeignKeyConstraint(["approved_by_id"], ["user.id"], name=op.f("fk_party_approved_by_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_party_branch_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_party_partnership_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_party_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sa.UniqueConstraint("partnership_id", "branch_id", name=op.f("uq_party_partnership_id_branch_id")),
    )
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_party_audience"), ["audience"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_partnership_id"), ["partnership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "liaison",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("party_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("is_backup", sa.Boolean(), nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_liaison_branch_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_liaison_party_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_liaison_unit_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_liaison_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_liaison")),
        sa.UniqueConstraint("party_id", "is_backup", name=op.f("uq_liaison_party_id_is_backup")),
    )
    with op.batch_alter_table("liaison", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_liaison_audience"), ["audience"], unique=False)
        batch_op.create_index(batch_op.f("ix_liaison_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_liaison_party_id"), ["party_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_liaison_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "motion",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("partnership_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("party_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("invitee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_motion_branch_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user.id"], name=op.f("fk_motion_decided_by_id")),
        sa.ForeignKeyConstraint(["invitee_id"], ["branch.id"], name=op.f("fk_motion_invitee_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["user.id"], name=op.f("fk_motion_made_by_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_motion_partnership_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_motion_party_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_motion_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion")),
    )
    with op.batch_alter_table("motion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_motion_audience"), ["audience"], unique=False)
        batch_op.create_index(batch_op.f("ix_motion_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_motion_partnership_id"), ["partnership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_motion_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_motion_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "consent",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("motion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("party_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("branch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_consent_branch_id")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_consent_by_id")),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name=op.f("fk_consent_motion_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_consent_party_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_consent_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint("motion_id", "party_id", name=op.f("uq_consent_motion_id_party_id")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_audience"), ["audience"], unique=False)
        batch_op.create_index(batch_op.f("ix_consent_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consent_motion_id"), ["motion_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consent_unit_id"), ["unit_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_unit_id"))
        batch_op.drop_index(batch_op.f("ix_consent_motion_id"))
        batch_op.drop_index(batch_op.f("ix_consent_branch_id"))
        batch_op.drop_index(batch_op.f("ix_consent_audience"))

    op.drop_table("consent")
    with op.batch_alter_table("motion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_motion_unit_id"))
        batch_op.drop_index(batch_op.f("ix_motion_state"))
        batch_op.drop_index(batch_op.f("ix_motion_partnership_id"))
        batch_op.drop_index(batch_op.f("ix_motion_branch_id"))
        batch_op.drop_index(batch_op.f("ix_motion_audience"))

    op.drop_table("motion")
    with op.batch_alter_table("liaison", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_liaison_unit_id"))
        batch_op.drop_index(batch_op.f("ix_liaison_party_id"))
        batch_op.drop_index(batch_op.f("ix_liaison_branch_id"))
        batch_op.drop_index(batch_op.f("ix_liaison_audience"))

    op.drop_table("liaison")
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_party_unit_id"))
        batch_op.drop_index(batch_op.f("ix_party_state"))
        batch_op.drop_index(batch_op.f("ix_party_partnership_id"))
        batch_op.drop_index(batch_op.f("ix_party_branch_id"))
        batch_op.drop_index(batch_op.f("ix_party_audience"))

    op.drop_table("party")
    with op.batch_alter_table("partnership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partnership_unit_id"))
        batch_op.drop_index(batch_op.f("ix_partnership_state"))
        batch_op.drop_index(batch_op.f("ix_partnership_branch_id"))
        batch_op.drop_index(batch_op.f("ix_partnership_audience"))

    op.drop_table("partnership")
