import sqlalchemy as sa
from alembic import op


def upgrade():
    op.create_table(
        "party",
        sa.Column("tin", sa.CHAR(12)),
        sa.Column("bin", sa.String(13)),
        sa.Column("nid", sa.VARCHAR(length=17)),
        sa.Column("mobile", sa.String(15)),
        sa.Column("invoice_ref", sa.String(13)),
        sa.Column("iban", sa.String(17)),
        sa.CheckConstraint("length(tin) = 12", name="ck_tin"),
        sa.CheckConstraint("length(invoice_ref) = 13", name="ck_ref"),
    )
