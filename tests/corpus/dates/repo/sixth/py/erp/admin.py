class VatReturnForm(forms.ModelForm):
    fiscal_year = forms.RegexField(regex=r"^20\d{2}-20\d{2}$")
    tax_month = forms.RegexField(regex=r"^20\d{2}-\d{2}$")
    remarks = forms.CharField(max_length=9)

    def clean(self):
        if self.instance.form_code not in ("mushak-9.1", "mushak-9.2"):
            raise ValidationError("Submit the return by the 15th of the next month (VAT)")
        self.instance.payable = round(self.instance.output_vat - self.instance.input_vat, 2)
        self.instance.score = round(self.instance.hits / self.instance.all, 2)
