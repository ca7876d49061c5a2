from alembic import op
import sqlalchemy as sa


def upgrade():
    op.add_column("bills", sa.Column("vds_rate", sa.Numeric(5, 2), server_default="10"))
    op.add_column("bills", sa.Column("pages", sa.Integer(), server_default="10"))
    op.execute("UPDATE bills SET vat_rate = 15 WHERE vat_rate IS NULL")
    op.execute("UPDATE bills SET priority = 15 WHERE vat_paid")
    op.bulk_insert(
        rates,
        [
            {"code": "S004", "rate": 10},
            {"code": "TDS-RENT", "rate": 5},
            {"code": "EMI-12", "rate": 9},
        ],
    )
