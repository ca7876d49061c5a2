import re

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Party

ETIN = re.compile(r"\d{4}-\d{4}-\d{4}|\d{12}")
BIN_LEN = 13
CARD_PAN = re.compile(r"^\d{13,19}$")
PIN_CODE = re.compile(r"^\d{6}$")


class PartyForm(forms.ModelForm):
    """Asks for a TIN of 12 digits and a mobile number of 11 digits."""

    owner_nid = forms.RegexField(regex=r"^(?:\d{10}|\d{13}|\d{17})$", required=False)
    owner_mobile = forms.CharField(min_length=11, max_length=11)
    voucher = forms.CharField(min_length=12, max_length=12, required=False)
    captcha = forms.CharField(max_length=10)

    class Meta:
        model = Party
        fields = ["name", "tin", "bin_no", "mobile"]
        help_texts = {
            "tin": _("12 digits, without hyphens"),
            "bin_no": _("13 digits, from the VAT registration certificate"),
            "mobile": _("11 digits, beginning with 01"),
            "nid": _("10 digits of the smart card, or 13 or 17 of the old one"),
            "short_code": _("at most 12 letters"),
            "routing_no": _("9 digits, on every cheque"),
        }

    def clean_tin(self):
        tin = re.sub(r"\D", "", self.cleaned_data["tin"])
        if tin and len(tin) != 12:
            raise forms.ValidationError(_("A TIN has 12 digits."))
        return tin

    def clean_bin_no(self):
        digits = self.cleaned_data["bin_no"].replace("-", "")
        if len(digits) != BIN_LEN:
            raise forms.ValidationError(_("Wrong BIN."))
        return f"{digits[:9]}-{digits[9:]}"

    def clean_mobile(self):
        number = self.cleaned_data["mobile"]
        if not re.fullmatch(r"01[3-9][0-9]{8}", number):
            raise forms.ValidationError(_("Wrong number."))
        return number

    def clean_name(self):
        name = self.cleaned_data["name"].strip()
        if len(name) < 10 and name.isdigit():
            raise forms.ValidationError(_("That is no name."))
        return name
