from flask import Flask, abort, jsonify, request
from marshmallow import Schema, fields, validate
from sqlalchemy import CheckConstraint, Column, Integer, String
from sqlalchemy.orm import declarative_base

Base = declarative_base()
app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 15 * 1024 * 1024


class Beneficiary(Base):
    __tablename__ = "beneficiary"
    __table_args__ = (CheckConstraint("length(bin) = 13", name="bin_length"),)

    id = Column(Integer, primary_key=True)
    tin = Column(String(12))
    bin = Column(String(13), unique=True)
    national_id = Column(String(17))
    mobile = Column(String(14), nullable=False)
    account = Column(String(13))
    routing = Column(String(9))
    branch_fax = Column(String(11))


class BeneficiarySchema(Schema):
    tin = fields.Str(validate=validate.Regexp(r"^\d{12}$", error="TIN: 12 digits"))
    bin = fields.Str(validate=validate.Length(equal=13))
    national_id = fields.Str(validate=validate.Regexp(r"^(?:\d{10}|\d{13}|\d{17})$"))
    mobile = fields.Str(required=True, validate=validate.Regexp(r"^\+8801[3-9]\d{8}$"))
    account = fields.Str(validate=validate.Length(min=13, max=17))
    swift = fields.Str(validate=validate.Length(min=8, max=11))
    instruction = fields.Str(validate=validate.Length(max=12))


@app.post("/beneficiaries")
def create():
    problems = BeneficiarySchema().validate(request.get_json())
    if problems:
        abort(400, problems)
    return jsonify(ok=True), 201
