import re
from rest_framework import serializers


class PartySerializer(serializers.ModelSerializer):
    tin = serializers.CharField(min_length=12, max_length=12, required=False)
    bin = serializers.RegexField(r"^\d{9}-\d{4}$", required=False)
    nid = serializers.CharField(max_length=17)
    phone = serializers.RegexField(r"^(?:\+?88)?01[3-9]\d{8}$")
    lc_no = serializers.CharField(min_length=12, max_length=12)
    bl_no = serializers.CharField(max_length=17)
    hs_code = serializers.RegexField(r"^\d{8,10}$")

    def validate_tin(self, value):
        value = value.replace("-", "")
        if not value.isdigit() or len(value) != 12:
            raise serializers.ValidationError("TIN must be 12 digits.")
        return value

    def validate_nid(self, value):
        if len(value) in (10, 13, 17):
            return value
        raise serializers.ValidationError("NID must be 10, 13 or 17 digits.")

    def validate_lc_no(self, value):
        if len(value) != 12:
            raise serializers.ValidationError("LC number must be 12 digits.")
        return value

    def validate(self, attrs):
        if attrs.get("bin") and len(attrs["bin"].replace("-", "")) != 13:
            raise serializers.ValidationError({"bin": "13 digits"})
        if attrs.get("imei") and len(attrs["imei"]) != 15:
            raise serializers.ValidationError({"imei": "15 digits"})
        return attrs
