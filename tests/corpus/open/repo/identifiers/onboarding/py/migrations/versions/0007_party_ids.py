import sqlalchemy as sa
from alembic import op


def upgrade():
    op.add_column("party", sa.Column("tin", sa.String(length=12), nullable=True))
    op.add_column("party", sa.Column("bin_no", sa.Unicode(13)))
    op.add_column("party", sa.Column("ledger_no", sa.String(12)))
    op.create_check_constraint("ck_nid", "party", "char_length(nid) in (10, 13, 17)")
    op.alter_column("party", "mobile", type_=sa.String(11))
    op.alter_column("party", "fax", type_=sa.String(11))
