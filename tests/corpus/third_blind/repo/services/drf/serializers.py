from decimal import Decimal

from rest_framework import serializers


class DealerSerializer(serializers.Serializer):
    tin = serializers.RegexField(r"^[0-9]{12}$")
    bin = serializers.CharField(min_length=13, max_length=14)
    nid = serializers.CharField(max_length=17, required=False)
    mobile = serializers.RegexField(regex=r"^01[3-9][0-9]{8}$")
    shop_card = serializers.RegexField(r"^[0-9]{12}$", required=False)
    account = serializers.CharField(min_length=13, max_length=13)
    vat_percent = serializers.ChoiceField(choices=[0, 5, 7.5, 10, 15])
    discount_percent = serializers.ChoiceField(choices=[5, 7.5, 10, 15])

    def validate_nid(self, value):
        if len(value) not in (10, 13, 17):
            raise serializers.ValidationError("10, 13 or 17 digits")
        return value

    def validate(self, attrs):
        net = attrs.get("net", Decimal(0))
        attrs["vat"] = net * Decimal("0.15")
        attrs["tds"] = net * Decimal("0.03")
        attrs["supplementary_duty"] = net * Decimal("0.20")
        attrs["freight"] = net * Decimal("0.15")
        attrs["incentive"] = net * Decimal("0.03")
        attrs["security_deposit"] = net * Decimal("0.20")
        return attrs
