from flask_wtf import FlaskForm
from marshmallow import Schema, fields, validate
from sqlalchemy import CheckConstraint, Column, Integer, Numeric, String
from sqlalchemy.orm import declarative_base
from wtforms import StringField
from wtforms.validators import Length, Regexp

Base = declarative_base()


class AgentForm(FlaskForm):
    name = StringField("Name")
    tin = StringField("TIN", validators=[Length(min=12, max=12)])
    bin = StringField("BIN", validators=[Regexp(r"^\d{9}-\d{4}$")])
    nid = StringField("NID", validators=[Regexp(r"^(\d{10}|\d{13}|\d{17})$")])
    mobile = StringField("Mobile", validators=[Regexp(r"^01[3-9]\d{8}$")])
    account = StringField("Account", validators=[Length(min=13, max=13)])
    desk = StringField("Desk", validators=[Regexp(r"^02\d{8}$")])
    badge = StringField("Badge", validators=[Length(max=10)])
    locker = StringField("Locker", validators=[Length(max=12)])


class AgentSchema(Schema):
    name = fields.Str(required=True)
    tin = fields.Str(validate=validate.Length(equal=12))
    bin = fields.Str(validate=validate.Regexp(r"^\d{13}$"))
    nid = fields.Str(validate=validate.Length(min=10, max=17))
    mobile = fields.Str(validate=validate.Regexp(r"^\+8801[3-9]\d{8}$"))
    routing = fields.Str(validate=validate.Length(equal=9))
    ticket = fields.Str(validate=validate.Length(equal=12))
    swift = fields.Str(validate=validate.Length(min=8, max=11))


class Agent(Base):
    __tablename__ = "agents"
    __table_args__ = (
        CheckConstraint("length(tin) = 12", name="agents_tin"),
        CheckConstraint("length(nid) IN (10, 13, 17)", name="agents_nid"),
        CheckConstraint("length(badge) = 10", name="agents_badge"),
    )

    id = Column(Integer, primary_key=True)
    tin = Column(String(12))
    bin = Column(String(14))
    nid = Column(String(17))
    mobile = Column(String(11), nullable=False)
    badge = Column(String(10))
    account = Column(String(13))
    vat_percent = Column(Numeric, default=15)
    tds_percent = Column(Numeric, server_default="10")
    commission_percent = Column(Numeric, default=10)
    discount_percent = Column(Numeric, server_default="15")
