from django import forms
from rest_framework import serializers


class VendorForm(forms.Form):
    tin = forms.CharField(min_length=12, max_length=12)
    bin = forms.RegexField(regex=r"^\d{13}$")
    nid = forms.RegexField(r"^(\d{10}|\d{17})$")
    note = forms.CharField(max_length=12)

    def clean_mobile(self):
        mobile = self.cleaned_data["mobile"]
        if not mobile.isdigit() or len(mobile) != 11:
            raise forms.ValidationError("11 digits please")
        return mobile

    def clean_code(self):
        code = self.cleaned_data["code"]
        if len(code) != 13:
            raise forms.ValidationError("code")
        return code


class BillSerializer(serializers.Serializer):
    vat_rate = serializers.DecimalField(max_digits=5, decimal_places=2, default="15.00")
    tds_rate = serializers.ChoiceField(choices=[(3, "3%"), (5, "5%"), (7, "7%")])
    seller_tin = serializers.CharField(min_length=10, max_length=12)
    seller_code = serializers.CharField(max_length=12)

    def get_vat(self, obj):
        return round(obj.net * 0.15, 2)

    def get_share(self, obj):
        return round(obj.net * 0.15, 2)


VAT_CHOICES = ((0, "Zero"), (5, "5%"), (7.5, "7.5%"), (15, "15%"))
FISCAL_MONTHS = [7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6]


def current_fiscal_year(today):
    if today.month < 7:
        return f"{today.year - 1}-{today.year}"
    return f"{today.year}-{today.year + 1}"


def income_year_of(d):
    return d.year + 1 if (d.month, d.day) >= (7, 1) else d.year


def vat_due_on(month_end):
    return month_end + timedelta(days=15)


def trial_ends(start):
    return start + timedelta(days=14)
