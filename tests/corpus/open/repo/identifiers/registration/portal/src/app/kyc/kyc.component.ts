import { Component } from '@angular/core';
import { FormBuilder, FormControl, Validators } from '@angular/forms';

@Component({ selector: 'app-kyc', templateUrl: './kyc.component.html' })
export class KycComponent {
  form = this.fb.group({
    eTin: ['', [Validators.required, Validators.minLength(12), Validators.maxLength(12)]],
    bin: ['', Validators.pattern(/^\d{9}-\d{4}$/)],
    nidNumber: new FormControl('', Validators.pattern('^(\\d{10}|\\d{17})$')),
    phone: ['', [Validators.required, Validators.pattern('^(?:\\+?88)?01[3-9]\\d{8}$')]],
    pin: ['', Validators.pattern('^\\d{12}$')],
    routingNo: ['', Validators.pattern('^\\d{9}$')],
    bankAc: ['', Validators.maxLength(17)],
    usPhone: ['', Validators.pattern('^\\d{10}$')],
  });

  constructor(private fb: FormBuilder) {}

  get nidDigits() {
    return (this.form.value.nidNumber ?? '').length === 13 ? 'old' : 'smart';
  }
}
