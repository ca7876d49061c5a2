from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class VendorForm(forms.Form):
    tin = forms.CharField(min_length=12, max_length=12, required=False)
    bin = forms.RegexField(regex=r"^\d{9}-?\d{4}$", label=_("BIN"))
    nid = forms.CharField(
        label=_("National ID"),
        max_length=17,
        required=False,
    )
    phone = forms.RegexField(regex=r"^(?:\+?88)?01[3-9]\d{8}$", label=_("Mobile"))
    reference = forms.CharField(min_length=12, max_length=12)
    warehouse_bin = forms.RegexField(regex=r"^\d{9}-?\d{4}$")
    landline = forms.RegexField(regex=r"^0\d{8,10}$")

    def clean(self):
        data = super().clean()
        if data.get("nid") and len(data["nid"]) not in (10, 17):
            raise ValidationError(_("An NID has 10 or 17 digits"))
        if bin(13) == data.get("flags"):
            raise ValidationError("flags")
        return data
