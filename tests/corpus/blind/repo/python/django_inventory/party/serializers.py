import re

from rest_framework import serializers

from .models import Party


class PartySerializer(serializers.ModelSerializer):
    tin = serializers.RegexField(regex=r"^\d{12}$", required=False)
    nid = serializers.CharField(min_length=10, max_length=17)
    mobile = serializers.RegexField(re.compile(r"^01[13-9]\d{8}$"), error_messages={"invalid": "সঠিক মোবাইল নম্বর দিন"})
    order_no = serializers.RegexField(regex=r"^\d{12}$")
    password = serializers.CharField(min_length=10, max_length=64, write_only=True)
    hotline = serializers.RegexField(regex=r"^16\d{3}$", required=False)

    class Meta:
        model = Party
        fields = ["name", "tin", "bin", "nid", "mobile", "order_no", "password", "hotline"]

    def validate_bin(self, value: str) -> str:
        digits = re.sub(r"\D", "", value)
        if not (len(digits) == 13):
            raise serializers.ValidationError("BIN ১৩ সংখ্যার হতে হবে")
        return digits
