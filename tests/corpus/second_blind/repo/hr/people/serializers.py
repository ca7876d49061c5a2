import re

from rest_framework import serializers

from .models import Employee

TIN_RE = re.compile(r"[0-9]{12}")
NID_RE = re.compile(r"^(?:[0-9]{10}|[0-9]{13}|(?:19|20)[0-9]{15})$")
UUID_RE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
COST_CENTRE_RE = re.compile(r"^\d{9}-\d{4}$")


class EmployeeSerializer(serializers.ModelSerializer):
    alt_mobile = serializers.RegexField(r"^8801[3-9]\d{8}$", required=False)
    spouse_nid = serializers.CharField(min_length=10, max_length=17, required=False)
    locker = serializers.RegexField(r"^L\d{10}$", required=False)
    otp = serializers.RegexField(r"^\d{6}$", write_only=True)

    class Meta:
        model = Employee
        exclude = ["bank_account"]

    def validate_e_tin(self, value):
        if value and not TIN_RE.fullmatch(value):
            raise serializers.ValidationError("A TIN has 12 digits")
        return value

    def validate_nid(self, value):
        if len(value) not in (10, 13, 17):
            raise serializers.ValidationError("NID is 10, 13 or 17 digits long")
        return value

    def validate_mobile(self, value):
        if len(value) == 11 and value[:2] == "01":
            return "+88" + value
        return value
