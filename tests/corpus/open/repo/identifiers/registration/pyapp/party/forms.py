from django import forms
from phonenumber_field.formfields import PhoneNumberField
from wtforms import StringField
from wtforms.validators import Length, Regexp


class VendorForm(forms.Form):
    tin = forms.RegexField(regex=r"^\d{12}$", label="TIN")
    vat_reg = forms.CharField(max_length=13, label="BIN")
    cell = PhoneNumberField(region="BD")
    abroad = PhoneNumberField(region="GB")
    comment = forms.CharField(max_length=17)

    def clean_tin(self):
        data = self.cleaned_data["tin"]
        if len(data) != 12:
            raise forms.ValidationError("12 digit TIN please")
        return data

    def clean_voucher(self):
        data = self.cleaned_data["voucher"]
        if len(data) != 12:
            raise forms.ValidationError("voucher")
        return data


class Kyc:
    nid = StringField("NID", [Length(min=10, max=17)])
    mobile = StringField("Mobile", [Regexp(r"^01[3-9]\d{8}$")])
    voucher = StringField("Voucher", [Regexp(r"^\d{12}$")])
